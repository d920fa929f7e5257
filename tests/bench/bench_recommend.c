/* bench_recommend - what the engine of recommend costs on made-up orders: six
 * of ten lines come from clusters of 40 products, the others from a head of
 * best sellers; an order has four lines on average.
 *
 *	bench_recommend LINES PRODUCTS
 *	bench_recommend LINES PRODUCTS orders
 *
 * Prints seconds of processor time for taking lines in, sorting, counting and
 * solving the table `together`, and the most memory held; or the very orders,
 * as order and product a line, for others to count (pairs.py). No test looks
 * at these numbers. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "../../src/recommend/engine/inside.h"

#define CLUSTER 40

static uint64_t state = 88172645463325252U;

static uint32_t
noise(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 32);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t
product(uint32_t products, uint32_t cluster)
{
	double x = noise() / 4294967296.0;

	if (noise() % 10 < 6)
		return (cluster * CLUSTER + noise() % CLUSTER) % products;
	return (int64_t)(x * x * x * products);
}

/* Made-up lines, to the engine or, without one, to the output. */
static void
take_in(struct intake *in, int64_t lines, uint32_t products)
{
	for (int64_t n = 0, order = 1; n < lines; order++) {
		uint32_t cluster = noise() % (products / CLUSTER + 1);
		int64_t size = 1 + noise() % 7;

		for (int64_t k = 0; k < size && n < lines; k++, n++) {
			struct engine_line line = { order, ENGINE_NOBODY,
				product(products, cluster), ENGINE_NO_TIME, 1 };

			if (in)
				intake_add(in, &line);
			else
				printf("%lld\t%lld\n", (long long)order,
				    (long long)line.product_id);
		}
	}
}

static void
print(const char *what, double from)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	printf("%-8s %8.3f s  %7.1f MB\n", what, seconds() - from,
	    (double)use.ru_maxrss / 1024);
}

int
main(int argc, char **argv)
{
	int64_t lines = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
	int64_t products = argc > 2 ? strtoll(argv[2], NULL, 10) : 20000;
	const struct engine_conf conf = { .is_bare = true };
	struct intake in = { 0 };
	struct sales s;
	struct matrix x;
	struct gram gram;
	struct table table;
	float *diagonal;
	double at = seconds();

	if (lines < 1 || products < CLUSTER || products > PRODUCTS_MOST)
		return 2;
	if (argc > 3) {
		take_in(NULL, lines, (uint32_t)products);
		return 0;
	}
	take_in(&in, lines, (uint32_t)products);
	print("take in", at);
	at = seconds();
	sales_take(&s, &in, &conf);
	sales_weigh(&s);
	print("sort", at);
	at = seconds();
	x = (struct matrix){ s.orders, s.products, s.at, s.items, NULL };
	diagonal = diagonal_make(&x);
	gram_make(&x, &x, diagonal, false, &gram);
	print("count", at);
	at = seconds();
	table_make(
	    &gram, &gram, diagonal, s.products, ENGINE_LINKS, 20, &table);
	print("solve", at);
	at = seconds();
	table_count_together(&table, &s);
	print("together", at);
	table_free(&table);
	gram_free(&gram);
	free(diagonal);
	sales_free(&s);
	return 0;
}
