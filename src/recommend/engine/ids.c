/* ids - numbers of the shop to codes 0..n-1, in the order they came: open
 * addressing over the codes, at most half full. */
#include "inside.h"

static uint64_t
mix(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0xD6E8FEB86659FD93);
	x ^= x >> 32;
	return x * UINT64_C(0xD6E8FEB86659FD93);
}

/* Where the key stands, or the free slot where it would. */
static size_t
slot_of(const struct ids *ids, int64_t key)
{
	size_t i = (mix((uint64_t)key) >> 20) & (ids->room - 1);

	while (ids->slots[i] && ids->keys[ids->slots[i] - 1] != key)
		i = (i + 1) & (ids->room - 1);
	return i;
}

static void
grow(struct ids *ids)
{
	ids->room = ids->room ? ids->room * 2 : 1024;
	free(ids->slots);
	ids->slots = memory_new(ids->room, sizeof(*ids->slots));
	for (uint32_t code = 0; code < ids->count; code++)
		ids->slots[slot_of(ids, ids->keys[code])] = code + 1;
}

uint32_t
ids_code(struct ids *ids, int64_t key)
{
	size_t slot;

	if ((size_t)ids->count * 2 >= ids->room)
		grow(ids);
	slot = slot_of(ids, key);
	if (ids->slots[slot])
		return ids->slots[slot] - 1;

	if (ids->count == ids->keys_room) {
		ids->keys_room = ids->keys_room ? ids->keys_room * 2 : 1024;
		ids->keys =
		    memory_more(ids->keys, ids->keys_room, sizeof(*ids->keys));
	}
	ids->keys[ids->count++] = key;
	ids->slots[slot] = ids->count;
	return ids->count - 1;
}

uint32_t
ids_find(const struct ids *ids, int64_t key)
{
	size_t slot;

	if (!ids->count)
		return NO_CODE;
	slot = slot_of(ids, key);
	return ids->slots[slot] ? ids->slots[slot] - 1 : NO_CODE;
}

void
ids_free(struct ids *ids)
{
	free(ids->keys);
	free(ids->slots);
	*ids = (struct ids){ 0 };
}
