/* ridge - weights of candidates by ridge regression on their pair sums.
 * Every sum runs in one order, so that a machine with wider registers gives
 * the same bits. */
#include <math.h>

#include "inside.h"

/* Upper Cholesky in place: a = u'u. */
static void
factor(float *a, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		float *row = a + k * CANDIDATES;
		float pivot = row[k] > 1e-6F ? row[k] : 1e-6F;
		float scale = 1 / sqrtf(pivot);

		for (size_t j = k; j < n; j++)
			row[j] *= scale;
		row[k] = sqrtf(pivot);
		for (size_t i = k + 1; i < n; i++) {
			float *to = a + i * CANDIDATES;
			float f = row[i];

			if (f == 0)
				continue;
			for (size_t j = i; j < n; j++)
				to[j] -= f * row[j];
		}
	}
}

void
ridge_solve(float *a, float *b, size_t n)
{
	factor(a, n);
	for (size_t k = 0; k < n; k++) {
		const float *row = a + k * CANDIDATES;

		b[k] /= row[k];
		for (size_t j = k + 1; j < n; j++)
			b[j] -= row[j] * b[k];
	}
	for (size_t k = n; k-- > 0;) {
		const float *row = a + k * CANDIDATES;
		float sum = b[k];

		for (size_t j = k + 1; j < n; j++)
			sum -= row[j] * b[j];
		b[k] = sum / row[k];
	}
}
