<?php
/** What aftersale remembers of a person's orders, for WordPress' tools that give data out and take it away. */

defined( 'ABSPATH' ) || exit;

/** Orders at a time; WordPress asks again until all are done. */
const AFTERSALE_ORDERS = 10;

/** Adds our exporter. */
function aftersale_add_exporter( $exporters ) {
	$exporters['aftersale']['exporter_friendly_name'] = __( 'Order pages (aftersale)', 'aftersale' );
	$exporters['aftersale']['callback']               = 'aftersale_export';
	return $exporters;
}

/** Adds our eraser, before the one that takes the address off orders. */
function aftersale_add_eraser( $erasers ) {
	$ours['eraser_friendly_name'] = __( 'Order pages (aftersale)', 'aftersale' );
	$ours['callback']             = 'aftersale_erase';
	return array( 'aftersale' => $ours ) + $erasers;
}

/** Asks aftersale about one page of a person's orders. */
function aftersale_ask_about( $what, $address, $page ) {
	$user     = get_user_by( 'email', $address );
	$customer = $user ? array( $address, (int) $user->ID ) : $address;
	$limit    = AFTERSALE_ORDERS;
	$orderby  = 'ID';
	$return   = 'ids';
	$ids      = wc_get_orders( compact( 'customer', 'limit', 'page', 'orderby', 'return' ) );
	if ( ! $ids || ! aftersale_told( 'base_url' ) ) {
		return array( array(), true );
	}
	$answer = json_decode( aftersale_ask( 'POST', '/bridge/' . $what, array( 'orders' => implode( ',', $ids ) ), 20 ), true );
	if ( ! is_array( $answer ) ) {
		return new WP_Error( 'aftersale_away', __( 'aftersale does not answer; nothing of it was read or removed. Please try again.', 'aftersale' ) );
	}
	return array( $answer, count( $ids ) < AFTERSALE_ORDERS );
}

/** Gives out one page. */
function aftersale_export( $address, $page = 1 ) {
	$asked = aftersale_ask_about( 'export', $address, (int) $page );
	if ( is_wp_error( $asked ) ) {
		return $asked;
	}
	$data = array();
	foreach ( $asked[0] as $fact ) {
		$id = 'aftersale-order-' . (int) $fact['order'];
		if ( ! isset( $data[ $id ] ) ) {
			$data[ $id ]['group_id']    = 'aftersale';
			$data[ $id ]['group_label'] = __( 'Order pages', 'aftersale' );
			$data[ $id ]['item_id']     = $id;
			$data[ $id ]['data'][]      = aftersale_pair( __( 'Order', 'aftersale' ), (int) $fact['order'] );
		}
		$day                   = $fact['at'] ? gmdate( 'Y-m-d', (int) $fact['at'] ) : '';
		$data[ $id ]['data'][] = aftersale_pair( $fact['what'], trim( $fact['value'] . ' ' . $day ) );
	}
	$data = array_values( $data );
	$done = $asked[1];
	return compact( 'data', 'done' );
}

/** A name and its value; WordPress prints both as markup. */
function aftersale_pair( $name, $value ) {
	$name  = esc_html( $name );
	$value = esc_html( $value );
	return compact( 'name', 'value' );
}

/** Takes away one page. */
function aftersale_erase( $address, $page = 1 ) {
	$asked = aftersale_ask_about( 'erase', $address, (int) $page );
	if ( is_wp_error( $asked ) ) {
		return $asked;
	}
	$items_removed  = ! empty( $asked[0]['removed'] );
	$items_retained = false;
	$messages       = array();
	$done           = $asked[1];
	return compact( 'items_removed', 'items_retained', 'messages', 'done' );
}

/** WooCommerce takes the person off one order, by hand or when its time is over. */
function aftersale_forget_order( $order ) {
	aftersale_ask( 'POST', '/bridge/erase', array( 'orders' => $order->get_id() ), 5 );
}

/** A paragraph for the shop's privacy policy. */
function aftersale_privacy_text() {
	wp_add_privacy_policy_content( 'aftersale', '<p>' . esc_html__( 'Your order has a page of its own. We count on which days it was opened and what was answered there, by the number of the order; no visitor is followed.', 'aftersale' ) . '</p>' );
}
