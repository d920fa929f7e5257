<?php
/** The order-received page: WooCommerce's own with a card (link), our facts within the theme (inside), or the way to our page (redirect). */

defined( 'ABSPATH' ) || exit;

/** How long an order-received page may wait for our facts, in seconds. */
const AFTERSALE_PATIENCE = 0.3;

/** What the page does for this order and this visitor. */
function aftersale_page( $order ) {
	$is_back = isset( $_GET['aftersale'] ); // phpcs:ignore WordPress.Security.NonceVerification -- only read: aftersale sent the buyer back here.
	if ( $is_back || ! aftersale_shows( $order, current_user_can( 'manage_woocommerce' ) ) ) {
		return 'off';
	}
	/** What the order-received page does: link, inside, redirect or off. */
	return (string) apply_filters( 'aftersale_page', aftersale_told( 'page', 'link' ), $order );
}

/** Leads to our page, after WooCommerce has emptied the cart (at 20). */
function aftersale_redirect() {
	$order = wc_get_order( absint( get_query_var( 'order-received' ) ) );
	$key   = isset( $_GET['key'] ) ? sanitize_text_field( wp_unslash( $_GET['key'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification -- the key is the proof.
	if ( ! $order instanceof WC_Order || ! hash_equals( $order->get_order_key(), $key ) || 'redirect' !== aftersale_page( $order ) ) {
		return;
	}
	add_filter( 'allowed_redirect_hosts', 'aftersale_allow_host' );
	nocache_headers();
	if ( wp_safe_redirect( aftersale_link( $order ), 303, 'aftersale' ) ) {
		exit;
	}
}

/** Our pages may live under a name of their own. */
function aftersale_allow_host( $hosts ) {
	$hosts[] = (string) wp_parse_url( aftersale_told( 'base_url' ), PHP_URL_HOST );
	return $hosts;
}

/** The card of mode link; WooCommerce calls it for visitors who may see the order. */
function aftersale_card( $order_id ) {
	$order = wc_get_order( $order_id );
	if ( 'link' === aftersale_page( $order ) ) {
		aftersale_print_card( $order );
	}
}

/** The card with the link, as theme and WooCommerce dress notices. Block themes lay a button over its words on a phone, so there is none. */
function aftersale_print_card( $order ) {
	printf(
		'<div class="woocommerce-info aftersale-card" role="note"><span>%3$s <a href="%1$s">%2$s</a></span></div>',
		esc_url( aftersale_link( $order ) ),
		esc_html__( 'Your order page', 'aftersale' ),
		esc_html__( 'Where your order is, and what you can do about it, stands on a page of its own.', 'aftersale' )
	);
}

/** Our facts about an order as markup, asked for once a page. */
function aftersale_facts( $order ) {
	static $facts = array();
	$id           = $order->get_id();
	if ( ! isset( $facts[ $id ] ) ) {
		$text = aftersale_ask( 'GET', '/bridge/order/' . $id, array(), AFTERSALE_PATIENCE );
		// The theme has said its headline already.
		$facts[ $id ] = (string) preg_replace( '~<(/?)h1\b~', '<$1h2', $text );
	}
	return $facts[ $id ];
}

/** Mode inside with the classic page: our template for WooCommerce's. */
function aftersale_template( $template, $name, $args ) {
	if ( 'checkout/thankyou.php' !== $name || empty( $args['order'] ) || 'inside' !== aftersale_page( $args['order'] ) ) {
		return $template;
	}
	return '' === aftersale_facts( $args['order'] ) ? $template : __DIR__ . '/inside.php';
}

/** Mode inside with a block theme: the facts take the summary's place and its width, and what they hold already is left out. Hooks run in blocks of their own. */
function aftersale_block( $content, $block ) {
	$order = wc_get_order( absint( get_query_var( 'order-received' ) ) );
	if ( ! did_action( 'woocommerce_before_thankyou' ) || 'inside' !== aftersale_page( $order ) || '' === aftersale_facts( $order ) ) {
		return $content;
	}
	return 'woocommerce/order-confirmation-summary' === $block['blockName'] ? '<div class="alignwide">' . aftersale_facts( $order ) . '</div>' : '';
}

/** Notes which callbacks the order-received page runs, so that aftersale's doctor can say what a redirect would skip; the checkout, where fewer may hang, only until there is a note. */
function aftersale_record() {
	global $wpdb, $wp_filter;
	$state = aftersale_state();
	if ( ! $state['told'] || ! is_checkout() || ( $state['seen'] && ! is_wc_endpoint_url( 'order-received' ) ) ) {
		return;
	}
	$hooks = array( 'woocommerce_before_thankyou', 'woocommerce_thankyou' );
	foreach ( WC()->payment_gateways()->payment_gateways() as $gateway ) {
		if ( 'yes' === $gateway->enabled ) {
			$hooks[] = 'woocommerce_thankyou_' . $gateway->id;
		}
	}
	$found = array();
	foreach ( $hooks as $hook ) {
		$all            = isset( $wp_filter[ $hook ] ) ? array_merge( ...array_values( $wp_filter[ $hook ]->callbacks ) ) : array();
		$names          = array_map( 'aftersale_name_of', array_column( $all, 'function' ) );
		$found[ $hook ] = array_slice( array_values( array_diff( $names, array( 'aftersale_card' ) ) ), 0, 50 );
	}
	$version   = AFTERSALE_BRIDGE;
	$callbacks = array_filter( $found );
	$seen      = wp_json_encode( compact( 'version', 'callbacks' ) );
	if ( $seen && $seen !== $state['seen'] ) {
		$wpdb->query( $wpdb->prepare( "REPLACE INTO {$wpdb->prefix}aftersale_bridge (name, value, said_at) VALUES ('seen', %s, %d)", $seen, time() ) ); // phpcs:ignore WordPress.DB -- aftersale's own table.
	}
}

/** What a person would call a callback. */
function aftersale_name_of( $callback ) {
	if ( is_string( $callback ) ) {
		return $callback;
	}
	if ( is_array( $callback ) ) {
		return ( is_object( $callback[0] ) ? get_class( $callback[0] ) : $callback[0] ) . '::' . $callback[1];
	}
	if ( ! $callback instanceof Closure ) {
		return get_class( $callback );
	}
	$made = new ReflectionFunction( $callback );
	return 'a closure of ' . str_replace( wp_normalize_path( ABSPATH ), '', wp_normalize_path( (string) $made->getFileName() ) ) . ':' . $made->getStartLine();
}
