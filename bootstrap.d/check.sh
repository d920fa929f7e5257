# check.sh - every test, and one last line that says how many passed.
# Sourced by bootstrap. The suites themselves are found by tests/run.

. bootstrap.d/packages.sh
. bootstrap.d/build.sh

# Fifteen minutes in all, so that what hangs is a failure and not a silence.
check_limit=880

check_unit()
{
	find "$build_dir" -name '*.trs' -delete
	build_make "$build_dir" -k check
}

check_main()
{
	local install=yes long= left unit=0 suites=()
	while [ $# -gt 0 ]; do
		case $1 in
		--long)		long=--long ;;
		--no-install)	install=no ;;
		-*)		die "check does not know $1" ;;
		*)		suites+=("$1") ;;
		esac
		shift
	done

	packages_need "$install" build check
	build_all
	step "unit tests" check_unit || unit=$?

	left=$((check_limit - SECONDS))
	[ -z "$long" ] || left=0
	exec /usr/bin/python3 tests/run $long --left "$left" \
	    --unit "$build_dir" --unit-status "$unit" "${suites[@]}"
}
