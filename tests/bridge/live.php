<?php
/**
 * live.php - runs PHP inside a real WordPress for test_live.py. Arguments: its
 * folder, its port, and "install" to make it first, or the path of a site of a
 * network. Standard input: the code.
 */

$_SERVER['HTTP_HOST']      = '127.0.0.1:' . $argv[2];
$_SERVER['REQUEST_URI']    = isset( $argv[3] ) && '/' === $argv[3][0] ? $argv[3] : '/';
$_SERVER['REMOTE_ADDR']    = '127.0.0.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
if ( isset( $argv[3] ) && 'install' === $argv[3] ) {
	define( 'WP_INSTALLING', true );
}
require $argv[1] . '/wp-load.php';
if ( defined( 'WP_INSTALLING' ) ) {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'Live shop', 'owner', 'owner@example.com', true, '', 'live-test-pass' );
}
eval( stream_get_contents( STDIN ) );
