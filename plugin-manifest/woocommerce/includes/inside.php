<?php
/** WooCommerce's checkout/thankyou.php in mode inside: our facts for its own, and every hook it would run. */

defined( 'ABSPATH' ) || exit;

?>
<div class="woocommerce-order">
	<?php
	do_action( 'woocommerce_before_thankyou', $order->get_id() ); // phpcs:ignore WooCommerce.Commenting.CommentHooks -- WooCommerce's own.
	echo aftersale_facts( $order ); // phpcs:ignore WordPress.Security.EscapeOutput -- signed markup of aftersale, escaped where it was made.
	do_action( 'woocommerce_thankyou_' . $order->get_payment_method(), $order->get_id() ); // phpcs:ignore WooCommerce.Commenting.CommentHooks -- WooCommerce's own.
	// The facts stand for WooCommerce's table of items, which is a callback like any other.
	remove_action( 'woocommerce_thankyou', 'woocommerce_order_details_table', (int) has_action( 'woocommerce_thankyou', 'woocommerce_order_details_table' ) );
	do_action( 'woocommerce_thankyou', $order->get_id() ); // phpcs:ignore WooCommerce.Commenting.CommentHooks -- WooCommerce's own.
	?>
</div>
