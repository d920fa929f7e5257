# build.sh - from a checkout to a program, out of tree.
# Sourced by bootstrap, demo.sh and check.sh.

build_dir=$local_dir/build

build_configure_script()
{
	[ -f configure.ac ] || die "there is no configure.ac in $top"
	step "autoreconf" autoreconf -fi
}

# A new source file means a new Makefile.in, so the age of these decides.
build_script_is_old()
{
	[ ! -x configure ] ||
	    [ -n "$(find configure.ac Makefile.am src tests assets po \
		-name build -prune -o \
		\( -name '*.mk' -o -name '*.am' -o -name '*.ac' \) \
		-newer configure -print -quit 2>/dev/null)" ]
}

# build_configure DIR [ARGUMENT...]
build_configure()
{
	local dir=$1
	shift
	mkdir -p "$dir"
	(cd "$dir" && "$top/configure" -q "$@")
}

build_make()
{
	make -C "$1" -j"$(nproc)" "${@:2}"
}

# build_in DIR NOTE [ARGUMENT...]: configures if it has to, and makes.
build_in()
{
	local dir=$1 note=${2:+ $2}
	shift 2
	! build_script_is_old || build_configure_script
	if [ ! -f "$dir/Makefile" ] || [ configure -nt "$dir/Makefile" ]; then
		step "configure$note" build_configure "$dir" "$@"
	fi
	step "build$note" build_make "$dir"
}

# build_all: the program and all that stands beside it, in .local/build.
build_all()
{
	build_in "$build_dir" "" --prefix="$local_dir/installed"
}
