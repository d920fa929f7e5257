<?php
/**
 * scene.php - plays one scene with the bridge and prints what came of it as
 * JSON. Standard input: the scene. Arguments: folder of the bridge.
 */

error_reporting( E_ALL );
set_error_handler(
	function ( $level, $text, $file, $line ) {
		throw new ErrorException( $text, 0, $level, $file, $line );
	}
);
$scene = json_decode( stream_get_contents( STDIN ), true );
$_GET  = isset( $scene['get'] ) ? $scene['get'] : array();
foreach ( isset( $scene['server'] ) ? $scene['server'] : array() as $name => $value ) {
	$_SERVER[ $name ] = $value;
}
require __DIR__ . '/wordpress.php';
if ( isset( $scene['loopback'] ) ) {
	define( 'AFTERSALE_LOOPBACK', $scene['loopback'] );
}
require $argv[1] . '/aftersale.php';
do_action( 'plugins_loaded' );

/** A conversion pixel, and what WooCommerce itself hangs there. */
function pixel( $id ) {
	echo '<img alt="" src="https://ads.test/pixel?order=' . (int) $id . '">';
}
function woocommerce_order_details_table( $id ) {
	echo 'WOO-TABLE';
}
add_action( 'woocommerce_thankyou', 'pixel' );
add_action( 'woocommerce_thankyou', 'woocommerce_order_details_table', 10, 1 );
add_action(
	'woocommerce_thankyou_bacs',
	function () {
		echo 'BANK-DETAILS';
	}
);
add_action( 'woocommerce_before_thankyou', array( 'Pixels', 'before' ) );
class Pixels {
	public static function before() {
		echo 'BEFORE-HOOK';
	}
}

/** WooCommerce's order-received page. */
function received() {
	global $scene;
	do_action( 'template_redirect' );
	$order    = wc_get_order( $scene['query_var'] );
	$template = apply_filters( 'wc_get_template', '', 'checkout/thankyou.php', array( 'order' => $order ), '', '' );
	if ( '' !== $template ) {
		include $template;
		return;
	}
	do_action( 'woocommerce_before_thankyou', $order->get_id() );
	echo 'WOO-PAGE';
	do_action( 'woocommerce_thankyou_bacs', $order->get_id() );
	do_action( 'woocommerce_thankyou', $order->get_id() );
}

/** The same as blocks of a theme, for a visitor who is let in or is not. */
function blocks() {
	global $scene;
	$order = wc_get_order( $scene['query_var'] );
	if ( empty( $scene['is_stranger'] ) ) {
		do_action( 'woocommerce_before_thankyou', $order->get_id() );
	}
	foreach ( array( 'summary', 'totals-wrapper', 'downloads-wrapper', 'shipping-wrapper', 'billing-wrapper', 'additional-fields-wrapper' ) as $name ) {
		$name = 'woocommerce/order-confirmation-' . $name;
		echo apply_filters( 'render_block_' . $name, '[' . $name . ']', array( 'blockName' => $name ) );
	}
	if ( empty( $scene['is_stranger'] ) ) {
		remove_action( 'woocommerce_thankyou', 'woocommerce_order_details_table' );
		do_action( 'woocommerce_thankyou_bacs', $order->get_id() );
		do_action( 'woocommerce_thankyou', $order->get_id() );
	}
}

function play( $what ) {
	global $scene;
	$order = isset( $scene['orders'][0] ) ? new WC_Order( $scene['orders'][0] ) : null;
	switch ( $what ) {
		case 'received':
			return received();
		case 'blocks':
			return blocks();
		case 'account':
			return apply_filters( 'woocommerce_my_account_my_orders_actions', array( 'view' => array() ), $order );
		case 'view_order':
			return do_action( 'woocommerce_view_order', $order->get_id() );
		case 'mail':
			$email               = new WC_Email();
			$email->for_customer = ! empty( $scene['for_customer'] );
			return do_action( 'woocommerce_email_after_order_table', $order, $scene['to_shop'], $scene['is_plain'], empty( $scene['no_email'] ) ? $email : null );
		case 'box':
			do_action( 'add_meta_boxes' );
			return aftersale_box( $order );
		case 'post_box':
			$post     = new WP_Post();
			$post->ID = $order->get_id();
			return aftersale_box( $post );
		case 'revoke':
			return do_action( 'admin_post_aftersale_revoke' );
		case 'notice':
			return do_action( 'admin_notices' );
		case 'anonymise':
			return do_action( 'woocommerce_privacy_remove_order_personal_data', $order );
		case 'policy':
			return do_action( 'admin_init' );
		case 'flush':
			do_action( 'rest_api_init' );
			$request = new WP_REST_Request( $scene['request'] );
			return aftersale_is_worker( $request ) ? aftersale_flush( $request ) : 'denied';
		case 'export':
		case 'erase':
			return through( 'export' === $what ? 'exporters' : 'erasers', $scene['address'] );
		case 'facts':
			return aftersale_facts( $order );
		case 'hooks':
			return aftersale_hooks();
	}
}

/** As WordPress' privacy tools do: page after page until all is done. */
function through( $list, $address ) {
	$all   = apply_filters( 'wp_privacy_personal_data_' . $list, array( 'woocommerce' => 'first' ) );
	$pages = array();
	do {
		$page    = call_user_func( $all['aftersale']['callback'], $address, count( $pages ) + 1 );
		$pages[] = is_wp_error( $page ) ? 'error ' . $page->code : $page;
	} while ( is_array( $page ) && ! $page['done'] && count( $pages ) < 20 );
	return array( array_keys( $all ), $pages );
}

$gone = '';
$gave = null;
ob_start();
try {
	$gave = play( $scene['play'] );
} catch ( Gone $gone_there ) {
	$gone = $gone_there->getMessage();
}
$text = ob_get_clean();
echo json_encode( compact( 'text', 'gave', 'gone' ) + array( 'heard' => $told_to ) );
