<?php
/**
 * live.php - runs PHP inside a real WordPress for test_live.py. Arguments: its
 * folder, its port, and "install" to make it first. Standard input: the code.
 */

$_SERVER['HTTP_HOST']      = '127.0.0.1:' . $argv[2];
$_SERVER['REQUEST_URI']    = '/';
$_SERVER['REMOTE_ADDR']    = '127.0.0.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
if ( isset( $argv[3] ) ) {
	define( 'WP_INSTALLING', true );
}
require $argv[1] . '/wp-load.php';
if ( isset( $argv[3] ) ) {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'Live shop', 'owner', 'owner@example.com', true, '', 'live-test-pass' );
}
eval( stream_get_contents( STDIN ) );
