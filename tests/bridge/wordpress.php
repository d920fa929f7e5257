<?php
/**
 * wordpress.php - as much of WordPress and WooCommerce as the bridge talks to,
 * for tests with php-cli alone. It keeps what was said to it in $told_to and
 * takes who, what and when from the scene (scene.php). Nothing of it is
 * WordPress' own code; test_live.py tries the bridge on the real one.
 */

define( 'ABSPATH', __DIR__ . '/' );
define( 'MINUTE_IN_SECONDS', 60 );
define( 'DAY_IN_SECONDS', 86400 );
define( 'OBJECT_K', 'OBJECT_K' );

/** Thrown where WordPress would end the request. */
class Gone extends Exception {}
class WP_Post {
	public $ID = 0;
}
class WP_Error {
	public $code;
	public function __construct( $code, $message ) {
		$this->code = $code;
	}
}
class WooCommerce {
	public function payment_gateways() {
		return new Gateways();
	}
}
class Gateways {
	public function payment_gateways() {
		return array(
			(object) array( 'id' => 'bacs', 'enabled' => 'yes' ),
			(object) array( 'id' => 'paypal', 'enabled' => 'no' ),
		);
	}
}
class WC_Order {
	public $row;
	public function __construct( $row ) {
		$this->row = $row;
	}
	public function get_id() {
		return (int) $this->row['id'];
	}
	public function get_order_number() {
		return isset( $this->row['number'] ) ? $this->row['number'] : (string) $this->row['id'];
	}
	public function get_order_key() {
		return $this->row['key'];
	}
	public function get_payment_method() {
		return 'bacs';
	}
	public function add_order_note( $text ) {
		heard( 'note', $text );
	}
	public function get_edit_order_url() {
		return 'http://shop.test/wp-admin/order';
	}
}
class WC_Email {
	public $for_customer = true;
	public function is_customer_email() {
		return $this->for_customer;
	}
}
class WC_Cache_Helper {
	public static function invalidate_cache_group( $group ) {
		heard( 'group', $group );
	}
}
class WC_Data_Store {
	public $type;
	public static function load( $type ) {
		$store       = new self();
		$store->type = $type;
		return $store;
	}
	public function __call( $method, $values ) {
		heard( $method, array_merge( array( $this->type ), $values ) );
	}
}
class WP_REST_Request {
	public $row;
	public function __construct( $row ) {
		$this->row = $row;
	}
	public function get_query_params() {
		return $this->row['query'];
	}
	public function get_method() {
		return 'POST';
	}
	public function get_route() {
		return '/aftersale/v1/flush';
	}
	public function get_body() {
		return $this->row['body'];
	}
	public function get_json_params() {
		return json_decode( $this->row['body'], true );
	}
}
class Database {
	public $prefix = 'wp_';
	public function suppress_errors( $on = true ) {
		return false;
	}
	public function prepare( $sql, ...$values ) {
		foreach ( $values as $value ) {
			$sql = preg_replace( '/%[sd]/', str_replace( array( '\\', '$' ), array( '\\\\', '\\$' ), is_int( $value ) ? $value : "'" . addslashes( $value ) . "'" ), $sql, 1 );
		}
		return $sql;
	}
	public function get_results( $sql, $how = '' ) {
		global $scene;
		heard( 'sql', $sql );
		if ( false !== strpos( $sql, 'heartbeat' ) ) {
			$out = array();
			foreach ( $scene['rows'] as $name => $value ) {
				$out[ $name ] = (object) compact( 'name', 'value' );
			}
			return $out;
		}
		return array_map(
			function ( $row ) {
				return (object) $row;
			},
			isset( $scene['cards'] ) ? $scene['cards'] : array()
		);
	}
	public function get_var( $sql ) {
		global $scene;
		return isset( $scene['day'] ) ? (string) $scene['day'] : null;
	}
	public function query( $sql ) {
		global $scene;
		heard( 'sql', $sql );
		return empty( $scene['is_refused'] ) ? 1 : false;
	}
}
class Hook {
	public $callbacks = array();
}

$wpdb      = new Database();
$wp_filter = array();
$told_to   = array();
$ran       = array();

function heard( $what, $value ) {
	global $told_to;
	$told_to[ $what ][] = $value;
}

/* ---- hooks ---- */

function add_filter( $hook, $function, $priority = 10, $args = 1 ) {
	global $wp_filter;
	if ( ! isset( $wp_filter[ $hook ] ) ) {
		$wp_filter[ $hook ] = new Hook();
	}
	$id = is_string( $function ) ? $function : 'f' . count( $wp_filter[ $hook ]->callbacks, COUNT_RECURSIVE );
	$wp_filter[ $hook ]->callbacks[ $priority ][ $id ] = array(
		'function'      => $function,
		'accepted_args' => $args,
	);
	ksort( $wp_filter[ $hook ]->callbacks );
}
function add_action( $hook, $function, $priority = 10, $args = 1 ) {
	add_filter( $hook, $function, $priority, $args );
}
function remove_action( $hook, $function, $priority = 10 ) {
	global $wp_filter;
	unset( $wp_filter[ $hook ]->callbacks[ $priority ][ $function ] );
}
function has_action( $hook, $function ) {
	global $wp_filter;
	foreach ( isset( $wp_filter[ $hook ] ) ? $wp_filter[ $hook ]->callbacks : array() as $priority => $all ) {
		if ( isset( $all[ $function ] ) ) {
			return $priority;
		}
	}
	return false;
}
function apply_filters( $hook, $value = null, ...$more ) {
	global $wp_filter;
	foreach ( isset( $wp_filter[ $hook ] ) ? $wp_filter[ $hook ]->callbacks : array() as $all ) {
		foreach ( $all as $one ) {
			$value = call_user_func_array( $one['function'], array_slice( array_merge( array( $value ), $more ), 0, $one['accepted_args'] ) );
		}
	}
	return $value;
}
function do_action( $hook, ...$values ) {
	global $wp_filter, $ran;
	$ran[ $hook ] = 1 + ( isset( $ran[ $hook ] ) ? $ran[ $hook ] : 0 );
	foreach ( isset( $wp_filter[ $hook ] ) ? $wp_filter[ $hook ]->callbacks : array() as $all ) {
		foreach ( $all as $one ) {
			call_user_func_array( $one['function'], array_slice( $values, 0, $one['accepted_args'] ) );
		}
	}
}
function did_action( $hook ) {
	global $ran;
	return isset( $ran[ $hook ] ) ? $ran[ $hook ] : 0;
}

/* ---- texts and addresses ---- */

function __( $text ) {
	return $text;
}
function esc_html( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}
function esc_html__( $text ) {
	return esc_html( $text );
}
function esc_url( $url ) {
	return preg_match( '~^https?://~', $url ) ? htmlspecialchars( str_replace( array( '"', "'", '<', '>', ' ' ), '', $url ), ENT_QUOTES ) : '';
}
function esc_url_raw( $url ) {
	return preg_match( '~^https?://~', $url ) ? str_replace( array( '"', "'", '<', '>', ' ' ), '', $url ) : '';
}
function wp_parse_url( $url, $part = -1 ) {
	return parse_url( $url, $part );
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/' );
}
function wp_unslash( $value ) {
	return is_array( $value ) ? array_map( 'wp_unslash', $value ) : stripslashes( $value );
}
function wc_clean( $value ) {
	return is_array( $value ) ? array_map( 'wc_clean', $value ) : trim( strip_tags( $value ) );
}
function sanitize_text_field( $text ) {
	return is_array( $text ) ? '' : trim( strip_tags( $text ) );
}
function absint( $value ) {
	return abs( (int) $value );
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function wp_normalize_path( $path ) {
	return $path;
}
function wp_date( $format, $time, $zone = null ) {
	global $scene;
	$zone = $zone ? $zone : new DateTimeZone( isset( $scene['zone'] ) ? $scene['zone'] : 'UTC' );
	return ( new DateTime( '@' . $time ) )->setTimezone( $zone )->format( 'Y-m-d' );
}
function human_time_diff( $from ) {
	return ( time() - $from ) . ' s';
}
function get_option( $name ) {
	return 'Y-m-d';
}
function plugin_basename( $file ) {
	return 'aftersale/aftersale.php';
}
function load_plugin_textdomain() {
	heard( 'words', true );
}

/* ---- who and what ---- */

function current_user_can( $right ) {
	global $scene;
	return in_array( $right, isset( $scene['can'] ) ? $scene['can'] : array(), true );
}
function get_query_var( $name ) {
	global $scene;
	return isset( $scene['query_var'] ) ? $scene['query_var'] : '';
}
function is_checkout() {
	return true;
}
function is_wc_endpoint_url( $name ) {
	global $scene;
	return isset( $scene['endpoint'] ) && $name === $scene['endpoint'];
}
function wc_get_order( $id ) {
	global $scene;
	foreach ( isset( $scene['orders'] ) ? $scene['orders'] : array() as $row ) {
		if ( (int) $row['id'] === (int) $id ) {
			return new WC_Order( $row );
		}
	}
	return false;
}
function wc_get_orders( $ask ) {
	global $scene;
	heard( 'orders', $ask );
	$mine = array_values(
		array_filter(
			$scene['orders'],
			function ( $row ) use ( $ask ) {
				return in_array( isset( $row['email'] ) ? $row['email'] : '', (array) $ask['customer'], true );
			}
		)
	);
	return array_column( array_slice( $mine, ( $ask['page'] - 1 ) * $ask['limit'], $ask['limit'] ), 'id' );
}
function get_user_by( $by, $value ) {
	return false;
}
function WC() {
	return new WooCommerce();
}
function wc_get_page_screen_id( $for ) {
	return 'woocommerce_page_wc-orders';
}
function add_meta_box( ...$what ) {
	heard( 'box', $what );
}
function admin_url( $path ) {
	return 'http://shop.test/wp-admin/' . $path;
}
function wp_nonce_url( $url, $action ) {
	return $url . '&_wpnonce=' . md5( $action );
}
function check_admin_referer( $action ) {
	if ( ! isset( $_GET['_wpnonce'] ) || md5( $action ) !== $_GET['_wpnonce'] ) {
		throw new Gone( 'nonce' );
	}
}
function wp_die( $text, $title, $args ) {
	throw new Gone( 'die ' . $args['response'] );
}
function wp_salt( $scheme ) {
	return 'a key of the shop' . 'and its salt';
}
function wp_add_privacy_policy_content( $name, $text ) {
	heard( 'policy', $text );
}

/* ---- answers ---- */

function nocache_headers() {
	heard( 'nocache', true );
}
function wp_safe_redirect( $url, $status = 302 ) {
	$host = parse_url( $url, PHP_URL_HOST );
	if ( ! in_array( $host, apply_filters( 'allowed_redirect_hosts', array( 'shop.test' ) ), true ) ) {
		throw new Gone( 'unsafe' );
	}
	heard( 'redirect', array( $status, $url ) );
	throw new Gone( 'redirect' );
}
function is_wp_error( $value ) {
	return $value instanceof WP_Error;
}
function register_rest_route( ...$what ) {
	heard( 'route', $what );
}
function rest_ensure_response( $value ) {
	return $value;
}

/* ---- HTTP, by the real curl, with WordPress' one second at least ---- */

function wp_remote_request( $url, $args ) {
	$curl  = curl_init( $url );
	$heads = array();
	curl_setopt( $curl, CURLOPT_RETURNTRANSFER, true );
	curl_setopt( $curl, CURLOPT_TIMEOUT, max( 1, (int) ceil( $args['timeout'] ) ) );
	curl_setopt( $curl, CURLOPT_CUSTOMREQUEST, $args['method'] );
	$send = array();
	foreach ( $args['headers'] as $name => $value ) {
		$send[] = $name . ': ' . $value;
	}
	curl_setopt( $curl, CURLOPT_HTTPHEADER, $send );
	if ( isset( $args['body'] ) ) {
		curl_setopt( $curl, CURLOPT_POSTFIELDS, $args['body'] );
	}
	curl_setopt(
		$curl,
		CURLOPT_HEADERFUNCTION,
		function ( $curl, $line ) use ( &$heads ) {
			$pair = explode( ':', $line, 2 );
			if ( isset( $pair[1] ) ) {
				$heads[ strtolower( trim( $pair[0] ) ) ] = trim( $pair[1] );
			}
			return strlen( $line );
		}
	);
	do_action( 'http_api_curl', $curl, $args, $url );
	// Where it is no matter how long it waits, a busy machine has its time.
	if ( isset( $GLOBALS['scene']['patience'] ) ) {
		curl_setopt( $curl, CURLOPT_CONNECTTIMEOUT, $GLOBALS['scene']['patience'] );
		curl_setopt( $curl, CURLOPT_TIMEOUT, $GLOBALS['scene']['patience'] );
	}
	$from = microtime( true );
	$body = curl_exec( $curl );
	heard( 'asked', round( microtime( true ) - $from, 3 ) );
	return false === $body ? new WP_Error( 'curl', curl_error( $curl ) ) : array(
		'code'    => curl_getinfo( $curl, CURLINFO_RESPONSE_CODE ),
		'body'    => $body,
		'headers' => $heads,
	);
}
function wp_remote_retrieve_body( $answer ) {
	return is_wp_error( $answer ) ? '' : $answer['body'];
}
function wp_remote_retrieve_response_code( $answer ) {
	return is_wp_error( $answer ) ? '' : $answer['code'];
}
function wp_remote_retrieve_header( $answer, $name ) {
	return is_wp_error( $answer ) || ! isset( $answer['headers'][ $name ] ) ? '' : $answer['headers'][ $name ];
}

/* ---- the object cache ---- */

function clean_comment_cache( ...$what ) {
	heard( 'clean_comment_cache', $what );
	wp_cache_set_comments_last_changed();
}
foreach ( array( 'clean_post_cache', 'clean_user_cache', 'wp_cache_delete', 'wc_delete_product_transients', 'clean_object_term_cache', 'wp_cache_set_comments_last_changed' ) as $name ) {
	eval( "function $name( ...\$what ) { heard( '$name', \$what ); }" );
}
