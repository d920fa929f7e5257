<?php
/**
 * Plugin Name: aftersale bridge
 * Description: Leads buyers from WooCommerce to the order pages that aftersale serves beside the shop.
 * Version: 1.0.0
 * Requires at least: 6.2
 * Requires PHP: 7.4
 * Requires Plugins: woocommerce
 * WC requires at least: 7.9
 * WC tested up to: 10.0
 * Author: The aftersale developers
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain: aftersale
 * Domain Path: /languages
 */

defined( 'ABSPATH' ) || exit;
define( 'AFTERSALE_BRIDGE', '1.0.0' );
foreach ( array( 'state', 'received', 'links', 'desk', 'cache', 'privacy' ) as $aftersale_file ) {
	require_once __DIR__ . '/includes/' . $aftersale_file . '.php';
}

/** Every hook of the bridge: kind, hook, function, priority, arguments. */
function aftersale_hooks() {
	return array(
		// The order-received page.
		array( 'action', 'template_redirect', 'aftersale_record', 5, 0 ),
		array( 'action', 'template_redirect', 'aftersale_redirect', 30, 0 ),
		array( 'action', 'woocommerce_before_thankyou', 'aftersale_card', 1, 1 ),
		array( 'filter', 'wc_get_template', 'aftersale_template', 20, 3 ),
		array( 'filter', 'render_block_woocommerce/order-confirmation-summary', 'aftersale_block', 20, 2 ),
		array( 'filter', 'render_block_woocommerce/order-confirmation-totals-wrapper', 'aftersale_block', 20, 2 ),
		array( 'filter', 'render_block_woocommerce/order-confirmation-downloads-wrapper', 'aftersale_block', 20, 2 ),
		array( 'filter', 'render_block_woocommerce/order-confirmation-shipping-wrapper', 'aftersale_block', 20, 2 ),
		array( 'filter', 'render_block_woocommerce/order-confirmation-billing-wrapper', 'aftersale_block', 20, 2 ),
		// The buyer's account and the shop's mails.
		array( 'filter', 'woocommerce_my_account_my_orders_actions', 'aftersale_account_actions', 10, 2 ),
		array( 'action', 'woocommerce_view_order', 'aftersale_account_card', 5, 1 ),
		array( 'action', 'woocommerce_email_after_order_table', 'aftersale_mail', 20, 4 ),
		// The shop's own staff.
		array( 'action', 'add_meta_boxes', 'aftersale_add_box', 30, 0 ),
		array( 'action', 'admin_post_aftersale_revoke', 'aftersale_revoke', 10, 0 ),
		array( 'action', 'admin_notices', 'aftersale_notice', 10, 0 ),
		// What the worker asks for.
		array( 'action', 'rest_api_init', 'aftersale_routes', 10, 0 ),
		// Privacy tools: before WooCommerce takes the address off its orders.
		array( 'filter', 'wp_privacy_personal_data_exporters', 'aftersale_add_exporter', 1, 1 ),
		array( 'filter', 'wp_privacy_personal_data_erasers', 'aftersale_add_eraser', 1, 1 ),
		array( 'action', 'woocommerce_privacy_remove_order_personal_data', 'aftersale_forget_order', 10, 1 ),
		array( 'action', 'admin_init', 'aftersale_privacy_text', 10, 0 ),
	);
}

/** Hooks everything up, once WooCommerce is there. */
function aftersale_start() {
	if ( ! class_exists( 'WooCommerce' ) ) {
		return;
	}
	load_plugin_textdomain( 'aftersale', false, dirname( plugin_basename( __FILE__ ) ) . '/languages' );
	foreach ( aftersale_hooks() as $row ) {
		call_user_func( 'add_' . $row[0], $row[1], $row[2], $row[3], $row[4] );
	}
}
add_action( 'plugins_loaded', 'aftersale_start' );

/** Orders are only touched through WooCommerce's own functions. */
function aftersale_declare() {
	$features = '\Automattic\WooCommerce\Utilities\FeaturesUtil';
	if ( class_exists( $features ) ) {
		$features::declare_compatibility( 'custom_order_tables', __FILE__ );
		$features::declare_compatibility( 'cart_checkout_blocks', __FILE__ );
	}
}
add_action( 'before_woocommerce_init', 'aftersale_declare' );
