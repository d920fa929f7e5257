<?php
/** Links to the order page: in the buyer's account and in the shop's mails. */

defined( 'ABSPATH' ) || exit;

/** Mails are read later: a worker that restarts just now is no reason. */
const AFTERSALE_MAIL_FRESH = DAY_IN_SECONDS;

/** May the account carry a link to this order? */
function aftersale_account_shows( $order ) {
	return aftersale_told( 'account', true ) && aftersale_shows( $order, current_user_can( 'manage_woocommerce' ) );
}

/** A button in the list of orders. WooCommerce repeats these below the items of one order, where the card stands already or nothing shall. */
function aftersale_account_actions( $actions, $order ) {
	if ( ! is_wc_endpoint_url( 'order-received' ) && ! is_wc_endpoint_url( 'view-order' ) && aftersale_account_shows( $order ) ) {
		$actions['aftersale']['url']  = aftersale_link( $order );
		$actions['aftersale']['name'] = __( 'Order page', 'aftersale' );
	}
	return $actions;
}

/** The card above an order of the account. */
function aftersale_account_card( $order_id ) {
	$order = wc_get_order( $order_id );
	if ( aftersale_account_shows( $order ) ) {
		aftersale_print_card( $order );
	}
}

/** The link below the items of a mail to the buyer. */
function aftersale_mail( $order, $to_shop, $is_plain = false, $email = null ) {
	if ( $to_shop || ( $email instanceof WC_Email && ! $email->is_customer_email() ) ) {
		return;
	}
	if ( ! aftersale_told( 'mails', true ) || ! aftersale_shows( $order, false, AFTERSALE_MAIL_FRESH ) ) {
		return;
	}
	if ( $is_plain ) {
		echo "\n" . esc_html__( 'Your order page', 'aftersale' ) . ":\n" . esc_url_raw( aftersale_link( $order ) ) . "\n\n";
		return;
	}
	printf( '<p><a href="%1$s">%2$s</a></p>', esc_url( aftersale_link( $order ) ), esc_html__( 'Your order page', 'aftersale' ) );
}
