# release.sh - the packages: a .deb, an .rpm, and a tarball for accounts
# without root. Sourced by bootstrap. What is in them is said by
# plugin-manifest/debian and plugin-manifest/rpm; this only runs the tools.

. bootstrap.d/packages.sh
. bootstrap.d/build.sh

release_dir=$local_dir/packages
release_kinds=()

# The same commit gives the same bytes: every date is the commit's.
release_names()
{
	local date
	version=$(sed -n 's/^AC_INIT(\[aftersale\], \[\([0-9.]*\)\])/\1/p' \
	    configure.ac)
	[ -n "$version" ] || die "configure.ac names no version"
	SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct \
	    2>/dev/null || stat -c %Y configure.ac)}
	export SOURCE_DATE_EPOCH
	date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S)
	release=${RELEASE:-0.$date}
	maintainer="${DEBFULLNAME:-$(git log -1 --format=%an 2>/dev/null ||
	    echo aftersale)} <${DEBEMAIL:-$(git log -1 --format=%ae \
	    2>/dev/null || echo packages@example.org)}>"
}

release_fill()
{
	sed -e "s|@MAINTAINER@|$maintainer|; s|@VERSION@|$version|" \
	    -e "s|@RELEASE@|$release|; s|@WEB_GROUP@|${WEB_GROUP:-nginx}|" "$1"
}

# The sources as "make dist" ships them.
release_sources()
{
	make -C "$build_dir" -s dist distdir="aftersale-$version"
	mv "$build_dir/aftersale-$version.tar.gz" "$release_dir/"
}

release_changelog()
{
	printf 'aftersale (%s+%s) unstable; urgency=medium\n\n' \
	    "$version" "$release"
	printf '  * Built from the sources of this date.\n\n -- %s  %s\n' \
	    "$maintainer" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
}

# release_deb FOLDER: where it is built may not be seen in the result.
release_deb()
{
	local tree=$1/aftersale-$version
	rm -rf "$1"
	mkdir -p "$1"
	tar -xzf "$release_dir/aftersale-$version.tar.gz" -C "$1"
	cp -r "$tree/plugin-manifest/debian" "$tree/debian"
	release_fill "$tree/debian/control.in" >"$tree/debian/control"
	rm "$tree/debian/control.in"
	release_changelog >"$tree/debian/changelog"
	(cd "$tree" && dpkg-buildpackage -us -uc -b -j"$(nproc)")
	cp "$1"/aftersale_*.deb "$release_dir/"
}

release_rpm()
{
	local top=$local_dir/rpm
	rm -rf "$top"
	mkdir -p "$top/SPECS" "$top/SOURCES"
	cp "$release_dir/aftersale-$version.tar.gz" "$top/SOURCES/"
	release_fill plugin-manifest/rpm/aftersale.spec.in \
	    >"$top/SPECS/aftersale.spec"
	# Its own list of needed packages speaks of another distribution.
	rpmbuild --nodeps --define "_topdir $top" --define "debug_package %{nil}" \
	    -bb "$top/SPECS/aftersale.spec"
	cp "$top"/RPMS/*/aftersale-*.rpm "$release_dir/"
}

# The libraries a hosting account may lack; the C library is the machine's.
release_libraries()
{
	ldd "$@" | awk '/=> \// { print $3 }' | sort -u |
	    grep -vE '/(libc|libm|libdl|librt|libpthread|libresolv)\.so'
}

# What stands beside the program is found beside it, wherever it is unpacked.
release_tarball()
{
	local name=aftersale-$version-$release-linux-$(uname -m) from tree
	from=$local_dir/deb/aftersale-$version/debian/aftersale/usr
	tree=$local_dir/tarball/$name
	rm -rf "$local_dir/tarball"
	mkdir -p "$tree/lib"
	cp "$from/bin/aftersale" "$from/libexec/aftersale/worker" \
	    "$from/libexec/aftersale/carry" "$tree/"
	cp -r "$from/share/aftersale" "$tree/share"
	cp README.md COPYING docs/aftersale.1 "$tree/"
	release_libraries "$tree/aftersale" "$tree/worker" "$tree/carry" |
	    xargs -I{} cp -L {} "$tree/lib/"
	patchelf --set-rpath '$ORIGIN/lib' "$tree/aftersale" "$tree/worker" \
	    "$tree/carry"
	find "$tree/lib" -type f -exec patchelf --set-rpath '$ORIGIN' {} +
	tar -C "$local_dir/tarball" --sort=name --owner=0 --group=0 \
	    --numeric-owner --mode=go=rX,u+rw,a-s \
	    --mtime="@$SOURCE_DATE_EPOCH" -cf - "$name" |
	    gzip -9n >"$release_dir/$name.tar.gz"
}

packages_main()
{
	local install=yes twice=no kind
	while [ $# -gt 0 ]; do
		case $1 in
		--no-install)	install=no ;;
		--twice)	twice=yes ;;
		deb|rpm|tarball) release_kinds+=("$1") ;;
		*)		die "packages does not know $1" ;;
		esac
		shift
	done
	[ ${#release_kinds[@]} -gt 0 ] || release_kinds=(deb rpm tarball)

	packages_need "$install" build release
	release_names
	rm -rf "$release_dir"
	mkdir -p "$release_dir"
	build_in "$build_dir" "" --prefix="$local_dir/installed"
	step "sources" release_sources
	for kind in "${release_kinds[@]}"; do
		case $kind in
		rpm)	step "rpm" release_rpm ;;
		deb)	step "deb" release_deb "$local_dir/deb" ;;
		tarball)
			[ -d "$local_dir/deb" ] ||
			    step "deb" release_deb "$local_dir/deb"
			step "tarball" release_tarball ;;
		esac
	done
	[ $twice = no ] || release_again
	ls -l "$release_dir"
}

# Once more in a folder with another name: not one byte may differ.
release_again()
{
	local deb=$release_dir/first.deb
	mv "$release_dir"/aftersale_*.deb "$deb"
	step "deb, once more" release_deb "$local_dir/deb-elsewhere"
	cmp "$deb" "$release_dir"/aftersale_*.deb ||
	    die "the same sources gave two different packages"
	rm -f "$deb"
	say "the same sources gave the same package"
}
