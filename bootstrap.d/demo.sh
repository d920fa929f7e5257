# demo.sh - builds the program and shows it beside a small shop.
# Sourced by bootstrap. Who starts what is in demo/run.py.

. bootstrap.d/packages.sh
. bootstrap.d/build.sh

demo_main()
{
	local install=yes port=${PORT:-8080} words=()
	while [ $# -gt 0 ]; do
		case $1 in
		--no-install)	install=no ;;
		--detach)	words+=("$1") ;;
		--port|--dump|--site-url|--prefix)
			[ $# -ge 2 ] || die "$1 needs a value"
			if [ "$1" = --port ]; then
				port=$2
			else
				words+=("$1" "$2")
			fi
			shift ;;
		*)		die "demo does not know $1" ;;
		esac
		shift
	done
	[[ $port =~ ^[0-9]+$ ]] || die "the port is a number, not $port"

	packages_need "$install" build demo
	build_all
	exec /usr/bin/python3 demo/run.py --state "$local_dir/demo" \
	    --build "$build_dir" --port "$port" "${words[@]}"
}
