<?php
/**
 * server.php - a shop under `php -S`: stand-ins for WordPress, the bridge, and
 * an object cache that outlives a request (files of a folder). Asked for
 * /cached/KIND/ID it says what the cache holds; its one REST route is the
 * bridge's. CACHE_FOLDER and BRIDGE stand in the environment, SLOW are seconds,
 * LOUD is the length of an answer, LEADS where it leads to.
 */

error_reporting( E_ALL );
$folder = getenv( 'CACHE_FOLDER' );
$path   = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
file_put_contents( $folder . '/log', $_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['HTTP_HOST'] . ' ' . $_SERVER['REQUEST_URI'] . "\n", FILE_APPEND );
if ( 0 === strpos( $path, '/cached/' ) ) {
	$file = $folder . '/' . strtr( substr( $path, 8 ), '/', '-' );
	echo is_file( $file ) ? file_get_contents( $file ) : 'nothing';
	return true;
}
sleep( (int) getenv( 'SLOW' ) );
if ( getenv( 'LOUD' ) ) {
	echo str_repeat( 'x', (int) getenv( 'LOUD' ) );
	return true;
}
if ( getenv( 'LEADS' ) ) {
	header( 'Location: ' . getenv( 'LEADS' ), true, 302 );
	return true;
}
$route = isset( $_GET['rest_route'] ) ? $_GET['rest_route'] : '';
if ( '/aftersale/v1/flush' !== $route || is_file( $folder . '/no-bridge' ) ) {
	http_response_code( 404 );
	echo is_file( $folder . '/no-bridge' ) ? file_get_contents( $folder . '/no-bridge' ) : '{"code":"rest_no_route"}';
	return true;
}

$scene = array( 'rows' => array() );
require __DIR__ . '/wordpress.php';
require getenv( 'BRIDGE' ) . '/aftersale.php';
do_action( 'plugins_loaded' );
do_action( 'rest_api_init' );
$asked = new WP_REST_Request(
	array(
		'query' => $_GET,
		'body'  => file_get_contents( 'php://input' ),
	)
);
header( 'Content-Type: application/json' );
if ( ! aftersale_is_worker( $asked ) ) {
	http_response_code( 401 );
	echo '{"code":"rest_forbidden"}';
	return true;
}
$gave = aftersale_flush( $asked );
foreach ( array( 'clean_post_cache' => 'post', 'clean_comment_cache' => 'comment', 'clean_user_cache' => 'user' ) as $name => $kind ) {
	foreach ( isset( $told_to[ $name ] ) ? $told_to[ $name ] : array() as $row ) {
		@unlink( $folder . '/' . $kind . '-' . $row[0] );
	}
}
echo json_encode( $gave );
return true;
