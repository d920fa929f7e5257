<?php
/** For the people who run the shop: a box beside the order, and a word when aftersale is away. */

defined( 'ABSPATH' ) || exit;

/** A worker that is renewed is away for less than this. */
const AFTERSALE_WORRY = 5 * MINUTE_IN_SECONDS;

/** The box, wherever WooCommerce shows an order. */
function aftersale_add_box() {
	if ( function_exists( 'wc_get_page_screen_id' ) && current_user_can( 'edit_shop_orders' ) && aftersale_told( 'base_url' ) ) {
		add_meta_box( 'aftersale', __( 'Order page', 'aftersale' ), 'aftersale_box', wc_get_page_screen_id( 'shop-order' ), 'side' );
	}
}

/** What aftersale knows of an order. */
function aftersale_box( $subject ) {
	global $wpdb;
	$order = $subject instanceof WP_Post ? wc_get_order( $subject->ID ) : $subject;
	if ( ! $order instanceof WC_Order || ! current_user_can( 'edit_shop_orders' ) ) {
		return;
	}
	$words = aftersale_told( 'cards', array() );
	$loud  = $wpdb->suppress_errors();
	$cards = $wpdb->get_results( $wpdb->prepare( "SELECT block, state, updated_at FROM {$wpdb->prefix}aftersale_order_card WHERE order_id = %d ORDER BY block LIMIT 20", $order->get_id() ) ); // phpcs:ignore WordPress.DB -- aftersale's own table.
	$day   = $wpdb->get_var( $wpdb->prepare( "SELECT MAX(day) FROM {$wpdb->prefix}aftersale_activity WHERE order_id = %d", $order->get_id() ) ); // phpcs:ignore WordPress.DB -- aftersale's own table.
	$wpdb->suppress_errors( $loud );
	echo '<p><label for="aftersale-link">' . esc_html__( 'The link of the buyer', 'aftersale' ) . '</label><input type="text" readonly class="widefat" id="aftersale-link" value="' . esc_url( aftersale_link( $order ) ) . '"></p>';
	if ( null !== $day ) {
		/* translators: %s: a date. */
		echo '<p>' . esc_html( sprintf( __( 'Last seen on %s', 'aftersale' ), wp_date( get_option( 'date_format' ), (int) $day * DAY_IN_SECONDS, new DateTimeZone( 'UTC' ) ) ) ) . '</p>';
	}
	foreach ( (array) $cards as $card ) {
		$what = $card->block . '.' . $card->state;
		echo '<p>' . esc_html( ( isset( $words[ $what ] ) ? $words[ $what ] : $what ) . ', ' . wp_date( get_option( 'date_format' ), (int) $card->updated_at ) ) . '</p>';
	}
	echo '<p><a class="button" href="' . esc_url( wp_nonce_url( admin_url( 'admin-post.php?action=aftersale_revoke&order=' . $order->get_id() ), 'aftersale_revoke_' . $order->get_id() ) ) . '">' . esc_html__( 'Take the links given out back', 'aftersale' ) . '</a></p><p>' . esc_html__( 'After that no link alone opens the order, neither an old one nor one that is sent later: the buyer gives its number and e-mail address, or signs in.', 'aftersale' ) . '</p>';
}

/** Ends all links of an order that were made until now. */
function aftersale_revoke() {
	global $wpdb;
	$id = isset( $_GET['order'] ) ? absint( $_GET['order'] ) : 0;
	check_admin_referer( 'aftersale_revoke_' . $id );
	$order = wc_get_order( $id );
	if ( ! current_user_can( 'edit_shop_orders' ) || ! $order instanceof WC_Order ) {
		wp_die( esc_html__( 'You may not change this order.', 'aftersale' ), '', array( 'response' => 403 ) );
	}
	if ( false === $wpdb->query( $wpdb->prepare( "INSERT INTO {$wpdb->prefix}aftersale_link_epoch (order_id, epoch) VALUES (%d, %d) ON DUPLICATE KEY UPDATE epoch = GREATEST(epoch, VALUES(epoch))", $id, time() ) ) ) { // phpcs:ignore WordPress.DB -- aftersale's own table.
		wp_die( esc_html__( 'The links could not be taken back. Please try again.', 'aftersale' ), '', array( 'response' => 500 ) );
	}
	$order->add_order_note( __( 'The links to the order page that were given out are taken back.', 'aftersale' ), 0, true );
	wp_safe_redirect( $order->get_edit_order_url() );
	exit;
}

/** Says that aftersale does not answer. */
function aftersale_notice() {
	$state = aftersale_state();
	if ( ! current_user_can( 'manage_woocommerce' ) || ! $state['told'] || 'off' === aftersale_told( 'mode' ) ) {
		return;
	}
	$held['shape'] = __( 'Aftersale has paused some writing, because the shop\'s tables have changed. Nothing is lost. Run aftersale status on the server.', 'aftersale' );
	$held['held']  = __( 'Messages to buyers wait for a decision, because aftersale was away for long or a backup was read in. Run aftersale adopt --dry-run on the server.', 'aftersale' );
	$held['place'] = __( 'Aftersale sends nothing to buyers, because the shop has moved or was copied. Run aftersale adopt --dry-run on the server.', 'aftersale' );
	$alert         = aftersale_told( 'alert' );
	$is_there      = null !== $state['age'] && $state['age'] < AFTERSALE_WORRY;
	if ( $is_there && ! isset( $held[ $alert ] ) ) {
		return;
	}
	$text = null === $state['age']
		? __( 'The worker of aftersale has never run, so buyers see WooCommerce\'s own pages. Start aftersale work.', 'aftersale' )
		/* translators: %s: a span of time, as "2 hours". */
		: sprintf( __( 'The worker of aftersale was last seen %s ago, so buyers see WooCommerce\'s own pages. Start aftersale work.', 'aftersale' ), human_time_diff( time() - $state['age'] ) );
	echo '<div class="notice notice-error"><p>' . esc_html( $is_there ? $held[ $alert ] : $text ) . '</p></div>';
}
