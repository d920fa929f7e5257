"""wordpress.py - the rest of the demo shop: options, people, pages, products.

One site, English, Europe/Vilnius, euro with a comma, prices with tax, pretty
permalinks, orders in tables of their own.
"""

import hashlib
import hmac

from demo import catalogue, php
from demo.orders import download_id, gmt, local, plain, cents, post

LOGGED_IN_KEY = "demo logged-in key, never used by a shop that sells things"
LOGGED_IN_SALT = "demo logged-in salt, never used by a shop that sells things"
COOKIE_EXPIRES = 2082758400

# id, login, name, role
USERS = [
    (1, "owner", "Rūta Owner", "administrator"),
    (2, "staff", "Jonas at the desk", "shop_manager"),
    (3, "ona", "Ona Kazlauskienė", "customer"),
]
ROLES = {
    "administrator": ("Administrator", ["manage_options", "edit_posts",
                      "read_private_shop_orders", "edit_shop_orders",
                      "manage_woocommerce", "read"]),
    "editor": ("Editor", ["edit_posts", "read"]),
    "customer": ("Customer", ["read"]),
    "shop_manager": ("Shop manager", ["read_private_shop_orders",
                     "edit_shop_orders", "manage_woocommerce", "read"]),
}
PAGES = {10: ("shop", "Shop"), 11: ("cart", "Basket"),
         12: ("checkout", "Checkout"), 13: ("my-account", "My account"),
         14: ("privacy", "Privacy"), 15: ("returns", "Returns"),
         16: ("terms", "Terms")}
PLACEHOLDER, LOGO = 200, 201

BACS = [dict(account_name="Lieparas UAB",
             account_number="LT12 1000 0111 0100 1000",
             bank_name="Demo bank", sort_code="",
             iban="LT12 1000 0111 0100 1000", bic="DEMOLT22")]


def options(prefix, site):
    """Name and value of each option that a page may ask for."""
    return {
        "siteurl": site, "home": site, "blogname": "Lieparas",
        "blogdescription": "Things for slow mornings",
        "admin_email": "owner@shop.example", "blog_charset": "UTF-8",
        "WPLANG": "", "timezone_string": "Europe/Vilnius",
        "gmt_offset": "0", "date_format": "F j, Y", "time_format": "H:i",
        "start_of_week": "1", "permalink_structure": "/%postname%/",
        "template": "storefront", "stylesheet": "storefront",
        "theme_mods_storefront": php.serialize({
            "custom_logo": LOGO, "storefront_accent_color": "#35605a",
            "storefront_button_background_color": "#35605a",
            "storefront_heading_color": "#2a2721"}),
        "upload_path": "", "upload_url_path": "",
        "wp_page_for_privacy_policy": "14",
        "comment_moderation": "0", "comment_previously_approved": "1",
        "comment_max_links": "2", "moderation_keys": "",
        "disallowed_keys": "", "comment_registration": "0",
        "require_name_email": "1", "default_comment_status": "open",
        prefix + "user_roles": php.serialize({
            role: {"name": name, "capabilities": {c: True for c in caps}}
            for role, (name, caps) in ROLES.items()}),
        "woocommerce_version": "11.0.1", "woocommerce_db_version": "11.0.1",
        "woocommerce_schema_version": "920",
        "woocommerce_custom_orders_table_enabled": "yes",
        "woocommerce_currency": "EUR",
        "woocommerce_currency_pos": "right_space",
        "woocommerce_price_thousand_sep": " ",
        "woocommerce_price_decimal_sep": ",",
        "woocommerce_price_num_decimals": "2",
        "woocommerce_prices_include_tax": "yes",
        "woocommerce_calc_taxes": "yes",
        "woocommerce_tax_display_shop": "incl",
        "woocommerce_tax_display_cart": "incl",
        "woocommerce_tax_total_display": "itemized",
        "woocommerce_tax_round_at_subtotal": "no",
        "woocommerce_price_display_suffix": "",
        "woocommerce_default_country": "LT",
        "woocommerce_store_address": "Užupio g. 3",
        "woocommerce_store_city": "Vilnius",
        "woocommerce_store_postcode": "01202",
        "woocommerce_enable_reviews": "yes",
        "woocommerce_enable_review_rating": "yes",
        "woocommerce_review_rating_required": "yes",
        "woocommerce_review_rating_verification_label": "yes",
        "woocommerce_review_rating_verification_required": "no",
        "woocommerce_enable_coupons": "yes",
        "woocommerce_shop_page_id": "10", "woocommerce_cart_page_id": "11",
        "woocommerce_checkout_page_id": "12",
        "woocommerce_myaccount_page_id": "13",
        "woocommerce_refund_returns_page_id": "15",
        "woocommerce_terms_page_id": "16",
        "woocommerce_checkout_order_received_endpoint": "order-received",
        "woocommerce_checkout_pay_endpoint": "order-pay",
        "woocommerce_myaccount_view_order_endpoint": "view-order",
        "woocommerce_myaccount_orders_endpoint": "orders",
        "woocommerce_permalinks": php.serialize({
            "product_base": "/product", "category_base": "product-category",
            "tag_base": "product-tag", "attribute_base": "",
            "use_verbose_page_rules": False}),
        "woocommerce_hide_out_of_stock_items": "no",
        "woocommerce_manage_stock": "yes",
        "woocommerce_placeholder_image": str(PLACEHOLDER),
        "woocommerce_downloads_grant_access_after_payment": "yes",
        "woocommerce_bacs_accounts": php.serialize(BACS),
        "woocommerce_bacs_settings": php.serialize({
            "enabled": "yes", "title": "Direct bank transfer",
            "instructions": "Use the order number as the reference. We send "
            "the parcel on the day the money arrives."}),
        "woocommerce_email_base_color": "#35605a",
        "woocommerce_email_text_color": "#2a2721",
        "woocommerce_email_body_background_color": "#ffffff",
        "woocommerce_email_footer_text":
            "{site_title}. Tea, linen and things that last.",
        "woocommerce_email_from_address": "hello@shop.example",
        "woocommerce_feature_email_improvements_enabled": "yes",
    }


def add_options(rows, prefix, site):
    for name, value in options(prefix, site).items():
        rows.add("options", option_name=name, option_value=value,
                 autoload="on")


def token_of(login):
    return hashlib.sha256(("session " + login).encode()).hexdigest()[:43]


def password_of(login):
    """Looks like a hash of WordPress; no password fits it."""
    digest = hashlib.sha256(("password " + login).encode()).hexdigest()
    return "$wp$2y$10$" + digest[:53]


def add_people(rows, prefix, now):
    for number, login, name, role in USERS:
        joined = gmt(now - 400 * 86400)
        rows.add("users", ID=number, user_login=login,
                 user_pass=password_of(login), user_nicename=login,
                 user_email=login + "@example.com", user_url="",
                 user_registered=joined, user_activation_key="",
                 user_status=0, display_name=name)
        token = hashlib.sha256(token_of(login).encode()).hexdigest()
        rows.meta("usermeta", "user_id", number, {
            "first_name": name.split()[0],
            "last_name": name.split(" ", 1)[1],
            prefix + "capabilities": php.serialize({role: True}),
            "session_tokens": php.serialize({token: {
                "expiration": COOKIE_EXPIRES, "ip": "127.0.0.1",
                "login": now - 3600}})})
    rows.add("wc_customer_lookup", customer_id=1, user_id=3, username="ona",
             first_name="Ona", last_name="Kazlauskienė",
             email="ona@example.com", country="LT", postcode="01103",
             city="Vilnius", state="")


def cookie(login, site):
    """(name, value) of the cookie that signs this user in."""
    expires, token = COOKIE_EXPIRES, token_of(login)
    fragment = password_of(login)[-4:]
    text = "%s|%d|%s" % (login, expires, token)
    key = hmac.new((LOGGED_IN_KEY + LOGGED_IN_SALT).encode(),
                   ("%s|%s|%d|%s" % (login, fragment, expires,
                                     token)).encode(),
                   hashlib.md5).hexdigest()
    mac = hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
    name = "wordpress_logged_in_" + hashlib.md5(site.encode()).hexdigest()
    return name, (text + "|" + mac).replace("|", "%7C")


class Terms:
    """Terms of the taxonomies; their numbers differ on purpose."""

    def __init__(self, rows):
        self.rows = rows
        self.known = {}
        self.counts = {}

    def attach(self, post_id, taxonomy, slug, name=None):
        number = self.known.get((taxonomy, slug))
        if number is None:
            number = self.rows.number("terms", 51)
            self.known[(taxonomy, slug)] = number
            self.rows.add("terms", term_id=number, name=name or slug,
                          slug=slug, term_group=0)
        self.counts[(taxonomy, slug)] = \
            self.counts.get((taxonomy, slug), 0) + 1
        self.rows.add("term_relationships", object_id=post_id,
                      term_taxonomy_id=number + 1000, term_order=0)

    def finish(self):
        for (taxonomy, slug), number in self.known.items():
            self.rows.add("term_taxonomy", term_taxonomy_id=number + 1000,
                          term_id=number, taxonomy=taxonomy, description="",
                          parent=0, count=self.counts[(taxonomy, slug)])


def attachment(rows, number, name, now, alt):
    """A picture in three sizes, as the folder of uploads has it."""
    file = "2026/01/%s.webp" % name
    post(rows, number, now, post_title=alt, post_name=name,
         post_status="inherit", post_type="attachment",
         post_mime_type="image/webp")

    def size(ending, pixels):
        return {"file": name + ending + ".webp", "width": pixels,
                "height": pixels, "mime-type": "image/webp"}

    rows.meta("postmeta", "post_id", number, {
        "_wp_attached_file": file, "_wp_attachment_image_alt": alt,
        "_wp_attachment_metadata": php.serialize({
            "width": 648, "height": 648, "file": file, "sizes": {
                "thumbnail": size("-324", 324),
                "woocommerce_thumbnail": size("-324", 324),
                "woocommerce_gallery_thumbnail": size("-324", 324),
                "woocommerce_single": size("", 648)}})})


def ratings_of(slug):
    return [stars for name, stars, *rest in catalogue.REVIEWS
            if name == slug]


def rating_map(stars):
    return php.serialize({n: stars.count(n) for n in sorted(set(stars))})


def average(stars):
    return "%.2f" % (sum(stars) / len(stars)) if stars else "0"


class Products:
    """The rows of every product, its variations and pictures."""

    def __init__(self, rows, now):
        self.rows = rows
        self.now = now - 200 * 86400
        self.terms = Terms(rows)
        self.pictures = {}

    def write(self):
        for product in catalogue.PRODUCTS:
            self.product(product)
        self.reviews()
        self.terms.finish()
        self.rows.add("woocommerce_attribute_taxonomies", attribute_id=1,
                      attribute_name="color", attribute_label="Colour",
                      attribute_type="select",
                      attribute_orderby="menu_order", attribute_public=0)

    def picture(self, name, alt):
        if name not in self.pictures:
            self.pictures[name] = self.rows.number("pictures", 211)
            attachment(self.rows, self.pictures[name], name, self.now, alt)
        return self.pictures[name]

    def product(self, product):
        stars = ratings_of(product["slug"])
        post(self.rows, product["id"], self.now, post_type="product",
             post_title=product["name"], post_name=product["slug"],
             post_excerpt="From a small workshop.", comment_status="open",
             comment_count=len(stars))
        meta = self.prices(product)
        meta.update({
            "_thumbnail_id": self.picture(catalogue.picture_of(product),
                                          product["name"]),
            "_crosssell_ids": php.serialize(
                [catalogue.BY_SLUG[s]["id"] for s in product["cross"]]),
            "_wc_average_rating": average(stars),
            "_wc_rating_count": rating_map(stars),
            "_wc_review_count": str(len(stars)),
            "total_sales": str(20 + product["id"] % 17 * 5)})
        self.rows.meta("postmeta", "post_id", product["id"], meta)
        self.lookup(product, stars)
        self.classify(product, stars)
        for variation in product.get("variations", ()):
            self.variation(product, variation)

    def prices(self, product):
        regular = plain(cents(product["price"]))
        stock = product.get("stock")
        meta = {
            "_sku": "LP-%d" % product["id"], "_tax_status": "taxable",
            "_tax_class": "", "_backorders": "no",
            "_sold_individually": "no",
            "_weight": product.get("weight", ""),
            "_virtual": "yes" if product.get("virtual") else "no",
            "_downloadable": "yes" if product.get("file") else "no",
            "_manage_stock": "no" if stock is None else "yes",
            "_stock": None if stock is None else str(stock),
            "_stock_status": "outofstock" if stock == 0 else "instock",
            "_regular_price": regular,
            "_price": plain(cents(catalogue.price_of(product)))}
        if product.get("sale"):
            meta["_sale_price"] = plain(cents(product["sale"]))
        if product.get("variations"):
            meta["_regular_price"] = ""
            meta["_product_attributes"] = php.serialize({"pa_color": {
                "name": "pa_color", "value": "", "position": 0,
                "is_visible": 1, "is_variation": 1, "is_taxonomy": 1}})
        if product.get("file"):
            meta["_downloadable_files"] = php.serialize({
                download_id(product): {
                    "id": download_id(product), "name": "Knitting pattern",
                    "file": product["file"], "enabled": True}})
        return meta

    def lookup(self, product, stars, variation=None):
        stock = (variation or product).get("stock")
        price = cents(catalogue.price_of(product))
        self.rows.add(
            "wc_product_meta_lookup",
            product_id=(variation or product)["id"],
            sku="LP-%d" % (variation or product)["id"],
            virtual=int(bool(product.get("virtual"))),
            downloadable=int(bool(product.get("file"))), min_price=price,
            max_price=price, onsale=int("sale" in product),
            stock_quantity=stock,
            stock_status="outofstock" if stock == 0 else "instock",
            rating_count=len(stars), average_rating=average(stars),
            total_sales=20 + product["id"] % 17 * 5,
            tax_status="taxable", tax_class="")

    def classify(self, product, stars):
        number = product["id"]
        self.terms.attach(number, "product_type", "variable" if
                          product.get("variations") else "simple")
        self.terms.attach(
            number, "product_cat", product["category"],
            catalogue.CATEGORIES[product["category"]].replace("&", "&amp;"))
        hidden = ["exclude-from-catalog", "exclude-from-search"]
        visibility = hidden if product.get("hidden") else []
        if product.get("stock") == 0:
            visibility.append("outofstock")
        if stars:
            visibility.append("rated-%d"
                              % int(sum(stars) / len(stars) + 0.5))
        for slug in visibility:
            self.terms.attach(number, "product_visibility", slug)
        for variation in product.get("variations", ()):
            self.terms.attach(number, "pa_color", variation["colour"],
                              catalogue.COLOURS[variation["colour"]])

    def variation(self, product, variation):
        colour = variation["colour"]
        name = "%s - %s" % (product["name"], catalogue.COLOURS[colour])
        price = plain(cents(product["price"]))
        post(self.rows, variation["id"], self.now, post_title=name,
             post_name="%s-%s" % (product["slug"], colour),
             post_parent=product["id"], post_type="product_variation",
             post_excerpt="Colour: " + catalogue.COLOURS[colour])
        self.rows.meta("postmeta", "post_id", variation["id"], {
            "_sku": "LP-%d" % variation["id"], "_regular_price": price,
            "_price": price, "_tax_status": "taxable",
            "_tax_class": "parent", "_manage_stock": "yes",
            "_stock": str(variation["stock"]),
            "_stock_status": "instock" if variation["stock"] else
            "outofstock", "attribute_pa_color": colour,
            "_thumbnail_id": self.picture("mug-" + colour, name)})
        self.lookup(product, [], variation)

    def reviews(self):
        for slug, stars, author, email, text in catalogue.REVIEWS:
            number = self.rows.number("comments")
            when = self.now + number * 86400
            self.rows.add(
                "comments", comment_ID=number,
                comment_post_ID=catalogue.BY_SLUG[slug]["id"],
                comment_author=author, comment_author_email=email,
                comment_date=local(when), comment_date_gmt=gmt(when),
                comment_content=text, comment_agent="",
                comment_type="review")
            self.rows.meta("commentmeta", "comment_id", number,
                           {"rating": str(stars), "verified": "1"})


def add_pages(rows, now):
    for number, (slug, title) in PAGES.items():
        post(rows, number, now - 300 * 86400, post_type="page",
             post_name=slug, post_title=title)
    attachment(rows, PLACEHOLDER, "placeholder", now - 300 * 86400,
               "No picture yet")
    attachment(rows, LOGO, "logo", now - 300 * 86400, "Lieparas")


def add_trade(rows):
    """Tax, shipping and the coupon."""
    rows.add("woocommerce_tax_rates", tax_rate_id=1, tax_rate_country="",
             tax_rate_state="", tax_rate="21.0000", tax_rate_name="VAT",
             tax_rate_priority=1, tax_rate_compound=0, tax_rate_shipping=1,
             tax_rate_order=0, tax_rate_class="")
    rows.add("woocommerce_shipping_zones", zone_id=1,
             zone_name="Everywhere", zone_order=0)
    for instance, method in enumerate(
            ("flat_rate", "flat_rate", "flat_rate", "free_shipping",
             "local_pickup"), 1):
        rows.add("woocommerce_shipping_zone_methods", zone_id=1,
                 instance_id=instance, method_id=method,
                 method_order=instance, is_enabled=1)
