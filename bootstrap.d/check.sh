# check.sh - every test, and one last line that says how many passed.
# Sourced by bootstrap. The suites themselves are found by tests/run.

. bootstrap.d/packages.sh
. bootstrap.d/build.sh
. bootstrap.d/tools.sh

# Fifteen minutes from the first compiler on, with the last lines. What is not
# done by then is a failure and not a silence; what runs again with sanitizers
# is a sample, which takes the time that is left.
check_limit=880
# Later than this no second build is begun, and that is said: on a machine as
# slow as that the suites themselves need the time.
check_sample_limit=120

check_unit()
{
	find "$1" -name '*.trs' -delete
	build_make "$1" -k check
}

# A second build with address and undefined-behaviour sanitizers.
check_sanitized()
{
	local dir=$local_dir/build-sanitized
	sanitized=()
	if [ -z "$1" ] && [ $SECONDS -gt $check_sample_limit ]; then
		say "skip sanitizers: no time is left for a second build"
		return
	fi
	build_in "$dir" "with sanitizers" --enable-sanitizers
	local status=0
	step "unit tests with sanitizers" check_unit "$dir" || status=$?
	sanitized=(--sanitized "$dir" --sanitized-status "$status")
}

check_main()
{
	local install=yes long= left unit=0 suites=() sanitized=()
	while [ $# -gt 0 ]; do
		case $1 in
		--long)		long=--long ;;
		--no-install)	install=no ;;
		-*)		die "check does not know $1" ;;
		*)		suites+=("$1") ;;
		esac
		shift
	done

	packages_need "$install" build check ${long:+long release}
	[ "$install" = no ] || step "fetch tools" tools_fetch
	SECONDS=0
	build_all
	step "unit tests" check_unit "$build_dir" || unit=$?
	[ ${#suites[@]} -gt 0 ] || check_sanitized "$long"

	left=$((check_limit - SECONDS))
	[ -z "$long" ] || left=0
	exec /usr/bin/python3 tests/run $long --left "$left" \
	    --unit "$build_dir" --unit-status "$unit" \
	    "${sanitized[@]}" "${suites[@]}"
}
