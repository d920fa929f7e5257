/* features - the rooms of the house, in the order their blocks are drawn when
 * the owner has not chosen another. */
#include "aftersale/features/admin.h"
#include "aftersale/features/confirm.h"
#include "aftersale/features/help.h"
#include "aftersale/features/recommend.h"
#include "app.h"

const struct feature *const features[] = {
	&confirm_feature,
	&recommend_feature,
	&help_feature,
	&admin_feature,
	&bridge_feature,
	&place_feature,
	&drift_feature,
	NULL
};
