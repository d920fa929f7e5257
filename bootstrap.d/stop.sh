# stop.sh - ends a demo that was started with --detach. Sourced by bootstrap.

stop_main()
{
	[ $# -eq 0 ] || die "stop takes no argument"
	/usr/bin/python3 demo/run.py --state "$local_dir/demo" --stop
}
