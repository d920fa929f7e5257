<?php
/** What the worker asks for: rows it wrote to the shop's tables leave WordPress' object cache. */

defined( 'ABSPATH' ) || exit;

/** So many ids of a kind at once. */
const AFTERSALE_IDS = 200;

/** The one REST route of the bridge. */
function aftersale_routes() {
	$methods             = 'POST';
	$callback            = 'aftersale_flush';
	$permission_callback = 'aftersale_is_worker';
	register_rest_route( 'aftersale/v1', '/flush', compact( 'methods', 'callback', 'permission_callback' ) );
}

/** Is this our own worker: on this machine, just now, with the key? */
function aftersale_is_worker( $request ) {
	$from  = isset( $_SERVER['REMOTE_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ) ) : '';
	$query = $request->get_query_params();
	$time  = isset( $query['t'] ) && is_string( $query['t'] ) ? $query['t'] : '';
	$sign  = isset( $query['s'] ) && is_string( $query['s'] ) ? $query['s'] : '';
	if ( ( '::1' !== $from && 0 !== strpos( $from, '127.' ) ) || isset( $_SERVER['HTTP_X_FORWARDED_FOR'] ) || ! ctype_digit( $time ) || abs( time() - (int) $time ) > 60 ) {
		return false;
	}
	$words = array( 'ask', $request->get_method(), $request->get_route(), $time, hash( 'sha256', $request->get_body() ) );
	return hash_equals( aftersale_sign( $words ), $sign );
}

/** Forgets rows by their ids: products, coupons, orders, comments, users. */
function aftersale_flush( $request ) {
	$sent = $request->get_json_params();
	$done = 0;
	foreach ( array( 'products', 'coupons', 'orders', 'comments', 'users' ) as $kind ) {
		$ids = isset( $sent[ $kind ] ) ? array_filter( array_map( 'absint', array_slice( (array) $sent[ $kind ], 0, AFTERSALE_IDS ) ) ) : array();
		foreach ( $ids as $id ) {
			aftersale_forget( $kind, $id );
		}
		$done += count( $ids );
	}
	return rest_ensure_response( array( 'flushed' => $done ) );
}

/** Forgets one row. */
function aftersale_forget( $kind, $id ) {
	if ( 'comments' === $kind ) {
		clean_comment_cache( $id );
		wp_cache_delete( $id, 'comment_meta' );
		return;
	}
	if ( 'users' === $kind ) {
		clean_user_cache( $id );
		return;
	}
	clean_post_cache( $id );
	wp_cache_delete( $id, 'post_meta' );
	WC_Cache_Helper::invalidate_cache_group( 'products' === $kind ? 'product_' . $id : $kind );
	if ( 'orders' === $kind ) {
		WC_Data_Store::load( 'order' )->clear_cached_data( array( $id ) ); // Rows that HPOS may keep. A store without this function calls none.
	}
	if ( 'products' === $kind ) {
		wc_delete_product_transients( $id );
		clean_object_term_cache( $id, 'product' );
	}
}
