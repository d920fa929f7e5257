<?php
/** What aftersale told the bridge, whether it is alive, and how both know each other: one key out of the secrets that WordPress signs its cookies with. */

defined( 'ABSPATH' ) || exit;

/** Older than this, the worker's heartbeat hands nothing over any more. */
const AFTERSALE_FRESH = 60;

/**
 * The rows aftersale left for us: told (array, empty when it never did), seen (what we left for it)
 * and age (seconds since the heartbeat, or null).
 */
function aftersale_state() {
	global $wpdb;
	static $states = array(); // Of each site of a network: some plugin may switch to another one.
	if ( ! isset( $states[ $wpdb->prefix ] ) ) {
		$loud = $wpdb->suppress_errors();
		$rows = $wpdb->get_results( "SELECT name, value FROM {$wpdb->prefix}aftersale_bridge UNION ALL SELECT 'beat', MAX(seen_at) FROM {$wpdb->prefix}aftersale_heartbeat", OBJECT_K ); // phpcs:ignore WordPress.DB -- aftersale's own tables; a heartbeat must not be cached.
		$told = (array) ( isset( $rows['told'] ) ? json_decode( $rows['told']->value, true ) : array() );
		$seen = isset( $rows['seen'] ) ? $rows['seen']->value : '';
		$age  = empty( $rows['beat']->value ) ? null : abs( time() - (int) $rows['beat']->value ); // One ahead of us is from a wrong clock.
		$wpdb->suppress_errors( $loud );
		$states[ $wpdb->prefix ] = compact( 'told', 'seen', 'age' );
	}
	return $states[ $wpdb->prefix ];
}

/** One thing aftersale told us. */
function aftersale_told( $name, $otherwise = '' ) {
	$state = aftersale_state();
	return isset( $state['told'][ $name ] ) ? $state['told'][ $name ] : $otherwise;
}

/** Is the order one that aftersale shows now? */
function aftersale_shows( $order, $is_staff, $seconds = AFTERSALE_FRESH ) {
	$state = aftersale_state();
	if ( ! $order instanceof WC_Order || '' === aftersale_told( 'base_url' ) || null === $state['age'] || $state['age'] >= $seconds ) {
		return false;
	}
	switch ( aftersale_told( 'mode' ) ) {
		case 'on':
			return true;
		case 'percent':
			$share = hexdec( substr( hash( 'sha256', (string) $order->get_id() ), 0, 4 ) ) % 100;
			return $is_staff || $share < (int) aftersale_told( 'percent', 0 );
		case 'staff':
			return $is_staff;
	}
	return false;
}

/** The order's page for its buyer: the shop's own key opens it. By the id, as the number of a plugin may hold a slash. */
function aftersale_link( $order ) {
	return aftersale_told( 'base_url' ) . '/order/' . $order->get_id() . '?key=' . rawurlencode( $order->get_order_key() );
}

/** A line that only the shop and aftersale can sign. */
function aftersale_sign( $words ) {
	$key = hash_hmac( 'sha256', 'aftersale bridge 1', wp_salt( 'logged_in' ), true );
	return hash_hmac( 'sha256', implode( "\n", $words ), $key );
}

/** Asks aftersale on this machine and believes only a signed answer. */
function aftersale_ask( $method, $path, $form, $seconds ) {
	$base = aftersale_told( 'base_url' );
	if ( '' === $base || ! function_exists( 'curl_setopt' ) ) {
		return '';
	}
	$body    = http_build_query( $form, '', '&' );
	$time    = (string) time();
	$sign    = aftersale_sign( array( 'ask', $method, $path, $time, hash( 'sha256', $body ) ) );
	$headers = array( 'Content-Type' => 'application/x-www-form-urlencoded' );
	if ( defined( 'AFTERSALE_LOOPBACK' ) ) {
		$headers['Host'] = (string) wp_parse_url( $base, PHP_URL_HOST );
		$base            = untrailingslashit( AFTERSALE_LOOPBACK ) . wp_parse_url( $base, PHP_URL_PATH );
	}
	add_action( 'http_api_curl', 'aftersale_stay_here', 10, 3 );
	$redirection = 0;
	$sslverify   = false; // It stays on this machine, and the answer is signed.
	$timeout     = $seconds;
	$args        = compact( 'method', 'timeout', 'redirection', 'sslverify', 'headers' ) + ( 'GET' === $method ? array() : compact( 'body' ) );
	$answer      = wp_remote_request( $base . $path . '?t=' . $time . '&s=' . $sign, $args );
	remove_action( 'http_api_curl', 'aftersale_stay_here', 10 );
	$text = (string) wp_remote_retrieve_body( $answer );
	$good = aftersale_sign( array( 'answer', $sign, hash( 'sha256', $text ) ) );
	if ( 200 !== wp_remote_retrieve_response_code( $answer ) || ! hash_equals( $good, (string) wp_remote_retrieve_header( $answer, 'x-aftersale-sign' ) ) ) {
		return '';
	}
	return $text;
}

/** Keeps a request on this machine, and to its time: WordPress alone would look the name up and wait a second at least. */
function aftersale_stay_here( $handle, $args, $url ) {
	$at   = wp_parse_url( $url );
	$port = isset( $at['port'] ) ? $at['port'] : ( 'https' === $at['scheme'] ? 443 : 80 );
	$ms   = (int) ( 1000 * $args['timeout'] );
	// phpcs:disable WordPress.WP.AlternativeFunctions -- the handle is WordPress' own.
	if ( ! defined( 'AFTERSALE_LOOPBACK' ) ) {
		curl_setopt( $handle, CURLOPT_RESOLVE, array( $at['host'] . ':' . $port . ':127.0.0.1' ) );
	}
	curl_setopt( $handle, CURLOPT_NOSIGNAL, true );
	curl_setopt( $handle, CURLOPT_CONNECTTIMEOUT_MS, $ms );
	curl_setopt( $handle, CURLOPT_TIMEOUT_MS, $ms );
	// phpcs:enable
}
