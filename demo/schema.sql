-- schema.sql - the tables of WordPress and WooCommerce that an order page
-- meets, with the columns, types and indexes that version 11.0 creates.
-- {P} is the table prefix. Read by shop.py.

-- WordPress.

CREATE TABLE {P}options (
	option_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	option_name VARCHAR(191) NOT NULL DEFAULT '',
	option_value LONGTEXT NOT NULL,
	autoload VARCHAR(20) NOT NULL DEFAULT 'yes',
	PRIMARY KEY (option_id),
	UNIQUE KEY option_name (option_name),
	KEY autoload (autoload)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}posts (
	ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	post_author BIGINT UNSIGNED NOT NULL DEFAULT 0,
	post_date DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	post_date_gmt DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	post_content LONGTEXT NOT NULL,
	post_title TEXT NOT NULL,
	post_excerpt TEXT NOT NULL,
	post_status VARCHAR(20) NOT NULL DEFAULT 'publish',
	comment_status VARCHAR(20) NOT NULL DEFAULT 'open',
	ping_status VARCHAR(20) NOT NULL DEFAULT 'open',
	post_password VARCHAR(255) NOT NULL DEFAULT '',
	post_name VARCHAR(200) NOT NULL DEFAULT '',
	to_ping TEXT NOT NULL,
	pinged TEXT NOT NULL,
	post_modified DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	post_modified_gmt DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	post_content_filtered LONGTEXT NOT NULL,
	post_parent BIGINT UNSIGNED NOT NULL DEFAULT 0,
	guid VARCHAR(255) NOT NULL DEFAULT '',
	menu_order INT NOT NULL DEFAULT 0,
	post_type VARCHAR(20) NOT NULL DEFAULT 'post',
	post_mime_type VARCHAR(100) NOT NULL DEFAULT '',
	comment_count BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (ID),
	KEY post_name (post_name(191)),
	KEY type_status_date (post_type, post_status, post_date, ID),
	KEY post_parent (post_parent),
	KEY post_author (post_author),
	KEY type_status_author (post_type, post_status, post_author)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}postmeta (
	meta_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	post_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	meta_key VARCHAR(255),
	meta_value LONGTEXT,
	PRIMARY KEY (meta_id),
	KEY post_id (post_id),
	KEY meta_key (meta_key(191))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}comments (
	comment_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	comment_post_ID BIGINT UNSIGNED NOT NULL DEFAULT 0,
	comment_author TINYTEXT NOT NULL,
	comment_author_email VARCHAR(100) NOT NULL DEFAULT '',
	comment_author_url VARCHAR(200) NOT NULL DEFAULT '',
	comment_author_IP VARCHAR(100) NOT NULL DEFAULT '',
	comment_date DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	comment_date_gmt DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	comment_content TEXT NOT NULL,
	comment_karma INT NOT NULL DEFAULT 0,
	comment_approved VARCHAR(20) NOT NULL DEFAULT '1',
	comment_agent VARCHAR(255) NOT NULL DEFAULT '',
	comment_type VARCHAR(20) NOT NULL DEFAULT 'comment',
	comment_parent BIGINT UNSIGNED NOT NULL DEFAULT 0,
	user_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	PRIMARY KEY (comment_ID),
	KEY comment_post_ID (comment_post_ID),
	KEY comment_approved_date_gmt (comment_approved, comment_date_gmt),
	KEY comment_date_gmt (comment_date_gmt),
	KEY comment_parent (comment_parent),
	KEY comment_author_email (comment_author_email(10)),
	KEY woo_idx_comment_type (comment_type),
	KEY woo_idx_comment_date_type (comment_date_gmt, comment_type, comment_approved, comment_post_ID),
	KEY woo_idx_comment_approved_type (comment_approved, comment_type, comment_post_ID)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}commentmeta (
	meta_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	comment_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	meta_key VARCHAR(255),
	meta_value LONGTEXT,
	PRIMARY KEY (meta_id),
	KEY comment_id (comment_id),
	KEY meta_key (meta_key(191))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}terms (
	term_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	name VARCHAR(200) NOT NULL DEFAULT '',
	slug VARCHAR(200) NOT NULL DEFAULT '',
	term_group BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (term_id),
	KEY slug (slug(191)),
	KEY name (name(191))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}term_taxonomy (
	term_taxonomy_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	term_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	taxonomy VARCHAR(32) NOT NULL DEFAULT '',
	description LONGTEXT NOT NULL,
	parent BIGINT UNSIGNED NOT NULL DEFAULT 0,
	count BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (term_taxonomy_id),
	UNIQUE KEY term_id_taxonomy (term_id, taxonomy),
	KEY taxonomy (taxonomy)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}term_relationships (
	object_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	term_taxonomy_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	term_order INT NOT NULL DEFAULT 0,
	PRIMARY KEY (object_id, term_taxonomy_id),
	KEY term_taxonomy_id (term_taxonomy_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}termmeta (
	meta_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	term_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	meta_key VARCHAR(255),
	meta_value LONGTEXT,
	PRIMARY KEY (meta_id),
	KEY term_id (term_id),
	KEY meta_key (meta_key(191))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}users (
	ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	user_login VARCHAR(60) NOT NULL DEFAULT '',
	user_pass VARCHAR(255) NOT NULL DEFAULT '',
	user_nicename VARCHAR(50) NOT NULL DEFAULT '',
	user_email VARCHAR(100) NOT NULL DEFAULT '',
	user_url VARCHAR(100) NOT NULL DEFAULT '',
	user_registered DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	user_activation_key VARCHAR(255) NOT NULL DEFAULT '',
	user_status INT NOT NULL DEFAULT 0,
	display_name VARCHAR(250) NOT NULL DEFAULT '',
	PRIMARY KEY (ID),
	KEY user_login_key (user_login),
	KEY user_nicename (user_nicename),
	KEY user_email (user_email)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}usermeta (
	umeta_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	user_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	meta_key VARCHAR(255),
	meta_value LONGTEXT,
	PRIMARY KEY (umeta_id),
	KEY user_id (user_id),
	KEY meta_key (meta_key(191))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Orders in tables of their own (HPOS).

CREATE TABLE {P}wc_orders (
	id BIGINT UNSIGNED NOT NULL,
	status VARCHAR(20),
	currency VARCHAR(10),
	type VARCHAR(20),
	tax_amount DECIMAL(26,8),
	total_amount DECIMAL(26,8),
	customer_id BIGINT UNSIGNED,
	billing_email VARCHAR(320),
	date_created_gmt DATETIME,
	date_updated_gmt DATETIME,
	parent_order_id BIGINT UNSIGNED,
	payment_method VARCHAR(100),
	payment_method_title TEXT,
	transaction_id VARCHAR(100),
	ip_address VARCHAR(100),
	user_agent TEXT,
	customer_note TEXT,
	PRIMARY KEY (id),
	KEY status (status),
	KEY date_created (date_created_gmt),
	KEY customer_id_billing_email (customer_id, billing_email(171)),
	KEY customer_id_status (customer_id, status),
	KEY billing_email (billing_email(191)),
	KEY transaction_id (transaction_id(20)),
	KEY type_status_date (type, status, date_created_gmt),
	KEY parent_order_id (parent_order_id),
	KEY date_updated (date_updated_gmt)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}wc_order_operational_data (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	order_id BIGINT UNSIGNED,
	created_via VARCHAR(100),
	woocommerce_version VARCHAR(20),
	prices_include_tax TINYINT(1),
	coupon_usages_are_counted TINYINT(1),
	download_permission_granted TINYINT(1),
	cart_hash VARCHAR(100),
	new_order_email_sent TINYINT(1),
	order_key VARCHAR(100),
	order_stock_reduced TINYINT(1),
	date_paid_gmt DATETIME,
	date_completed_gmt DATETIME,
	shipping_tax_amount DECIMAL(26,8),
	shipping_total_amount DECIMAL(26,8),
	discount_tax_amount DECIMAL(26,8),
	discount_total_amount DECIMAL(26,8),
	recorded_sales TINYINT(1),
	PRIMARY KEY (id),
	UNIQUE KEY order_id (order_id),
	KEY order_key (order_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}wc_order_addresses (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	order_id BIGINT UNSIGNED NOT NULL,
	address_type VARCHAR(20),
	first_name TEXT,
	last_name TEXT,
	company TEXT,
	address_1 TEXT,
	address_2 TEXT,
	city TEXT,
	state TEXT,
	postcode TEXT,
	country TEXT,
	email VARCHAR(320),
	phone VARCHAR(100),
	PRIMARY KEY (id),
	UNIQUE KEY address_type_order_id (address_type, order_id),
	KEY order_id (order_id),
	KEY email (email(191)),
	KEY phone (phone)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}wc_orders_meta (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	order_id BIGINT UNSIGNED,
	meta_key VARCHAR(255),
	meta_value TEXT,
	PRIMARY KEY (id),
	KEY meta_key_value (meta_key(50), meta_value(20)),
	KEY order_id_meta_key_meta_value (order_id, meta_key(100), meta_value(82))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What both ways of storing orders share.

CREATE TABLE {P}woocommerce_order_items (
	order_item_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	order_item_name TEXT NOT NULL,
	order_item_type VARCHAR(200) NOT NULL DEFAULT '',
	order_id BIGINT UNSIGNED NOT NULL,
	PRIMARY KEY (order_item_id),
	KEY order_id (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_order_itemmeta (
	meta_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	order_item_id BIGINT UNSIGNED NOT NULL,
	meta_key VARCHAR(255),
	meta_value LONGTEXT,
	PRIMARY KEY (meta_id),
	KEY order_item_id (order_item_id),
	KEY meta_key (meta_key(32))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_attribute_taxonomies (
	attribute_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	attribute_name VARCHAR(200) NOT NULL,
	attribute_label VARCHAR(200),
	attribute_type VARCHAR(20) NOT NULL,
	attribute_orderby VARCHAR(20) NOT NULL,
	attribute_public INT NOT NULL DEFAULT 1,
	PRIMARY KEY (attribute_id),
	KEY attribute_name (attribute_name(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_downloadable_product_permissions (
	permission_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	download_id VARCHAR(36) NOT NULL,
	product_id BIGINT UNSIGNED NOT NULL,
	order_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	order_key VARCHAR(200) NOT NULL,
	user_email VARCHAR(200) NOT NULL,
	user_id BIGINT UNSIGNED,
	downloads_remaining VARCHAR(9),
	access_granted DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	access_expires DATETIME,
	download_count BIGINT UNSIGNED NOT NULL DEFAULT 0,
	PRIMARY KEY (permission_id),
	KEY download_order_key_product (product_id, order_id, order_key(16), download_id),
	KEY download_order_product (download_id, order_id, product_id),
	KEY order_id (order_id),
	KEY user_order_remaining_expires (user_id, order_id, downloads_remaining, access_expires),
	KEY idx_user_email (user_email(100))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}wc_tax_rate_classes (
	tax_rate_class_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	name VARCHAR(200) NOT NULL DEFAULT '',
	slug VARCHAR(200) NOT NULL DEFAULT '',
	PRIMARY KEY (tax_rate_class_id),
	UNIQUE KEY slug (slug(191))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_tax_rates (
	tax_rate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	tax_rate_country VARCHAR(2) NOT NULL DEFAULT '',
	tax_rate_state VARCHAR(200) NOT NULL DEFAULT '',
	tax_rate VARCHAR(8) NOT NULL DEFAULT '',
	tax_rate_name VARCHAR(200) NOT NULL DEFAULT '',
	tax_rate_priority BIGINT UNSIGNED NOT NULL,
	tax_rate_compound INT NOT NULL DEFAULT 0,
	tax_rate_shipping INT NOT NULL DEFAULT 1,
	tax_rate_order BIGINT UNSIGNED NOT NULL,
	tax_rate_class VARCHAR(200) NOT NULL DEFAULT '',
	PRIMARY KEY (tax_rate_id),
	KEY tax_rate_country (tax_rate_country),
	KEY tax_rate_state (tax_rate_state(2)),
	KEY tax_rate_class (tax_rate_class(10)),
	KEY tax_rate_priority (tax_rate_priority)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_tax_rate_locations (
	location_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	location_code VARCHAR(200) NOT NULL,
	tax_rate_id BIGINT UNSIGNED NOT NULL,
	location_type VARCHAR(40) NOT NULL,
	PRIMARY KEY (location_id),
	KEY tax_rate_id (tax_rate_id),
	KEY location_type_code (location_type(10), location_code(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_api_keys (
	key_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	user_id BIGINT UNSIGNED NOT NULL,
	description VARCHAR(200),
	permissions VARCHAR(10) NOT NULL,
	consumer_key CHAR(64) NOT NULL,
	consumer_secret CHAR(43) NOT NULL,
	nonces LONGTEXT,
	truncated_key CHAR(7) NOT NULL,
	last_access DATETIME,
	PRIMARY KEY (key_id),
	KEY consumer_key (consumer_key),
	KEY consumer_secret (consumer_secret)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_shipping_zone_methods (
	zone_id BIGINT UNSIGNED NOT NULL,
	instance_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	method_id VARCHAR(200) NOT NULL,
	method_order BIGINT UNSIGNED NOT NULL,
	is_enabled TINYINT(1) NOT NULL DEFAULT 1,
	PRIMARY KEY (instance_id),
	KEY zone_id (zone_id),
	KEY method_id (method_id(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_shipping_zones (
	zone_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	zone_name VARCHAR(200) NOT NULL,
	zone_order BIGINT UNSIGNED NOT NULL,
	PRIMARY KEY (zone_id),
	KEY zone_order_id (zone_order, zone_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}woocommerce_shipping_zone_locations (
	location_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	zone_id BIGINT UNSIGNED NOT NULL,
	location_code VARCHAR(200) NOT NULL,
	location_type VARCHAR(40) NOT NULL,
	PRIMARY KEY (location_id),
	KEY zone_id (zone_id),
	KEY location_type_code (location_type(10), location_code(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Copies that WooCommerce keeps for speed.

CREATE TABLE {P}wc_product_meta_lookup (
	product_id BIGINT NOT NULL,
	sku VARCHAR(100) DEFAULT '',
	global_unique_id VARCHAR(100) DEFAULT '',
	virtual TINYINT(1) DEFAULT 0,
	downloadable TINYINT(1) DEFAULT 0,
	min_price DECIMAL(19,4),
	max_price DECIMAL(19,4),
	onsale TINYINT(1) DEFAULT 0,
	stock_quantity DOUBLE,
	stock_status VARCHAR(100) DEFAULT 'instock',
	rating_count BIGINT DEFAULT 0,
	average_rating DECIMAL(3,2) DEFAULT 0.00,
	total_sales BIGINT DEFAULT 0,
	tax_status VARCHAR(100) DEFAULT 'taxable',
	tax_class VARCHAR(100) DEFAULT '',
	PRIMARY KEY (product_id),
	KEY virtual (virtual),
	KEY downloadable (downloadable),
	KEY stock_status (stock_status),
	KEY stock_quantity (stock_quantity),
	KEY onsale (onsale),
	KEY min_max_price (min_price, max_price),
	KEY sku (sku(50))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}wc_customer_lookup (
	customer_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
	user_id BIGINT UNSIGNED,
	username VARCHAR(60) NOT NULL DEFAULT '',
	first_name VARCHAR(255) NOT NULL,
	last_name VARCHAR(255) NOT NULL,
	email VARCHAR(100),
	date_last_active TIMESTAMP NULL,
	date_registered TIMESTAMP NULL,
	country CHAR(2) NOT NULL DEFAULT '',
	postcode VARCHAR(20) NOT NULL DEFAULT '',
	city VARCHAR(100) NOT NULL DEFAULT '',
	state VARCHAR(100) NOT NULL DEFAULT '',
	PRIMARY KEY (customer_id),
	UNIQUE KEY user_id (user_id),
	KEY email (email)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}wc_order_stats (
	order_id BIGINT UNSIGNED NOT NULL,
	parent_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
	date_created DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	date_created_gmt DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
	date_paid DATETIME DEFAULT '0000-00-00 00:00:00',
	date_completed DATETIME DEFAULT '0000-00-00 00:00:00',
	num_items_sold INT NOT NULL DEFAULT 0,
	total_sales DOUBLE NOT NULL DEFAULT 0,
	tax_total DOUBLE NOT NULL DEFAULT 0,
	shipping_total DOUBLE NOT NULL DEFAULT 0,
	net_total DOUBLE NOT NULL DEFAULT 0,
	returning_customer TINYINT(1),
	status VARCHAR(20) NOT NULL,
	customer_id BIGINT UNSIGNED NOT NULL,
	PRIMARY KEY (order_id),
	KEY date_created (date_created),
	KEY customer_id (customer_id),
	KEY status (status),
	KEY idx_date_paid_status_parent (date_paid, status, parent_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE {P}wc_order_product_lookup (
	order_item_id BIGINT UNSIGNED NOT NULL,
	order_id BIGINT UNSIGNED NOT NULL,
	product_id BIGINT UNSIGNED NOT NULL,
	variation_id BIGINT UNSIGNED NOT NULL,
	customer_id BIGINT UNSIGNED,
	date_created DATETIME NOT NULL DEFAULT current_timestamp(),
	product_qty INT NOT NULL,
	product_net_revenue DOUBLE NOT NULL DEFAULT 0,
	product_gross_revenue DOUBLE NOT NULL DEFAULT 0,
	coupon_amount DOUBLE NOT NULL DEFAULT 0,
	tax_amount DOUBLE NOT NULL DEFAULT 0,
	shipping_amount DOUBLE NOT NULL DEFAULT 0,
	shipping_tax_amount DOUBLE NOT NULL DEFAULT 0,
	PRIMARY KEY (order_item_id, order_id),
	KEY order_id (order_id),
	KEY product_id (product_id),
	KEY customer_id (customer_id),
	KEY date_created (date_created),
	KEY customer_product_date (customer_id, product_id, date_created)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
