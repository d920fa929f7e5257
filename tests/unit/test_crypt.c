/* test_crypt - digests, MACs, comparing, hex and base64url. The digests are
 * compared with the vectors of RFC 1321, 2202, 4231 and FIPS 180-2. */
#include "../lib/tap.h"
#include "aftersale/crypt.h"

static struct arena *arena;

static struct str
sha256_hex(struct str s)
{
	uint8_t out[SHA256_SIZE];

	sha256(s, out);
	return hex_text(arena, out, sizeof(out));
}

static struct str
md5_hex(struct str s)
{
	uint8_t out[MD5_SIZE];

	md5(s, out);
	return hex_text(arena, out, sizeof(out));
}

static struct str
hmac_sha256_hex(struct str key, struct str s)
{
	uint8_t out[SHA256_SIZE];

	hmac_sha256(key, s, out);
	return hex_text(arena, out, sizeof(out));
}

static struct str
hmac_md5_hex(struct str key, struct str s)
{
	uint8_t out[MD5_SIZE];

	hmac_md5(key, s, out);
	return hex_text(arena, out, sizeof(out));
}

static void
test_digests(void)
{
	char key[131];

	memset(key, 0xaa, sizeof(key));
	CHECK_STR("SHA-256 of nothing", sha256_hex(str_of(NULL)),
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	CHECK_STR("SHA-256 of abc", sha256_hex(STR("abc")),
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	CHECK_STR("MD5 of nothing", md5_hex(STR("")),
	    "d41d8cd98f00b204e9800998ecf8427e");
	CHECK_STR("MD5 of message digest", md5_hex(STR("message digest")),
	    "f96b697d7cb7938d525a2f31aaf161d0");
	CHECK_STR("HMAC-SHA-256, RFC 4231 case 2",
	    hmac_sha256_hex(STR("Jefe"), STR("what do ya want for nothing?")),
	    "5bdcc146bf60754e6a042426089575c7"
	    "5a003f089d2739839dec58b964ec3843");
	CHECK_STR("HMAC-SHA-256 with a long key, case 6",
	    hmac_sha256_hex((struct str){ key, sizeof(key) },
		STR("Test Using Larger Than Block-Size Key - Hash Key First")),
	    "60e431591ee0b67f0d8a26aacbf5b77f"
	    "8e0bc6213728c5140546040f0ee37f54");
	CHECK_STR("HMAC-SHA-256 without key and text",
	    hmac_sha256_hex(str_of(NULL), str_of(NULL)),
	    "b613679a0814d9ec772f95d778c35fc5"
	    "ff1697c493715653c6c712144292c5ad");
	CHECK_STR("HMAC-MD5, RFC 2202 case 2",
	    hmac_md5_hex(STR("Jefe"), STR("what do ya want for nothing?")),
	    "750c783e6ab0b503eaa86e310a5db738");
}

static void
test_equal(void)
{
	CHECK("equal secrets", crypt_equal(STR("a\0b"), STR("a\0b")));
	CHECK("the last byte counts", !crypt_equal(STR("a\0b"), STR("a\0c")));
	CHECK("the first byte counts", !crypt_equal(STR("xb"), STR("ab")));
	CHECK("a prefix is not equal", !crypt_equal(STR("ab"), STR("a")));
	CHECK("nothing is nothing", crypt_equal(str_of(NULL), STR("")));
}

static bool
hex_refused(struct str s, size_t max)
{
	uint8_t out[8] = { 7 };
	size_t n = 9;

	return hex_bytes(s, out, max, &n) == ERR_BAD_INPUT && n == 9 &&
	       out[0] == 7;
}

static void
test_hex(void)
{
	uint8_t out[8];
	size_t n = 0;

	CHECK("hex is read in both cases",
	    !hex_bytes(STR("00fFA5"), out, 8, &n) && n == 3 && out[0] == 0 &&
		out[1] == 0xff && out[2] == 0xa5);
	CHECK("no hex is no bytes", !hex_bytes(STR(""), out, 0, &n) && n == 0);
	CHECK("an odd number is refused", hex_refused(STR("abc"), 8));
	CHECK("g is refused", hex_refused(STR("0g"), 8));
	CHECK("a late error leaves all untouched", hex_refused(STR("00:0"), 8));
	CHECK("too much is refused", hex_refused(STR("000000"), 2));
}

static const char *const rfc4648[][2] = {
	{ "", "" },
	{ "f", "Zg" },
	{ "fo", "Zm8" },
	{ "foo", "Zm9v" },
	{ "foob", "Zm9vYg" },
	{ "fooba", "Zm9vYmE" },
	{ "foobar", "Zm9vYmFy" },
	{ "\xff\xfe\xfb", "__77" },
	{ "\xfb\xf0", "-_A" },
};

static bool
base64url_refused(struct str s, size_t max)
{
	uint8_t out[8] = { 7 };
	size_t n = 9;

	return base64url_bytes(s, out, max, &n) == ERR_BAD_INPUT && n == 9 &&
	       out[0] == 7;
}

static void
test_base64url(void)
{
	uint8_t out[8];
	size_t n;

	for (size_t i = 0; i < sizeof(rfc4648) / sizeof(rfc4648[0]); i++) {
		struct str plain = str_of(rfc4648[i][0]);
		struct str coded = str_of(rfc4648[i][1]);

		CHECK_STR("base64url is written",
		    base64url_text(arena, (const uint8_t *)plain.p, plain.n),
		    rfc4648[i][1]);
		CHECK("base64url is read",
		    !base64url_bytes(coded, out, plain.n, &n) &&
			str_is((struct str){ (char *)out, n }, plain));
		CHECK("but never more than fits",
		    plain.n == 0 || base64url_refused(coded, plain.n - 1));
	}
	CHECK("padding is refused", base64url_refused(STR("Zg=="), 8));
	CHECK("+ is refused", base64url_refused(STR("+_77"), 8));
	CHECK("/ is refused", base64url_refused(STR("__/7"), 8));
	CHECK("one digit over is refused", base64url_refused(STR("Zm9vY"), 8));
	CHECK("stray bits are refused", base64url_refused(STR("Zh"), 8));
	CHECK("one stray bit is refused", base64url_refused(STR("Zm9"), 8));
	CHECK("white space is refused", base64url_refused(STR("Zm9v\n"), 8));
	CHECK("NUL is refused", base64url_refused(STR("Zm\0v"), 8));
}

int
main(void)
{
	arena = arena_new(1 << 20);
	test_digests();
	test_equal();
	test_hex();
	test_base64url();
	arena_free(arena);
	return tap_done();
}
