# packages.sh - which Debian 12 packages each command needs, and how they get
# onto the machine. Sourced by build.sh, demo.sh and check.sh.

# package                 needed for   because
packages='
build-essential           build        compiler, make
autoconf                  build        makes ./configure
automake                  build        makes Makefile.in
pkg-config                build        finds the libraries
gettext                   build        checks and compiles the catalogues
libfcgi-dev               build        FastCGI
libmariadb-dev            build        the database
libjson-c-dev             build        configuration file, JSON-LD
libssl-dev                build        digests
libcurl4-openssl-dev      build        outgoing requests of the worker
libsqlite3-dev            build        what export writes and import reads
python3                   demo,check   demo shop, tests
buildah                   long         builds the image of the container file
debootstrap               long         a bare tree, to install packages in
galera-4                  long         a cluster of three nodes
mariadb-server            long         how its nodes begin
rsync                     long         how its nodes fetch their rows
python3-pymysql           demo,check   fills and reads the database
mariadb-server-core       demo,check   the private database
mariadb-client-core       demo,check   loads dumps
nginx                     demo,check   the private web server
tzdata                    demo,check   time zones of shops
php-cli                   check        the bridge inside the shop
php-curl                  check        how it asks on loopback
apache2-bin               check        stories behind Apache
libapache2-mod-fcgid      check        stories behind mod_fcgid
apache2-suexec-custom     check        CGI as another user
lighttpd                  check        stories behind lighttpd
varnish                   check        no cache may mix two buyers
clang                     long         the other compiler, fuzzing
clang-tidy                long         reads the sources
cppcheck                  long         reads them again
systemd-container         long         boots the bare tree
valgrind                  long         looks at memory of unit tests
chromium-headless-shell   check        pages at 320 px, dark, without script
debhelper                 release      builds the .deb
dh-apparmor               release      loads the profile
lintian                   release      judges the .deb
rpm                       release      builds the .rpm
patchelf                  release      the tarball finds its libraries
fonts-dejavu-core         check        letters for the browser
npm                       check        fetches axe and the Nu checker
default-jre-headless      check        runs the Nu checker
'

# packages_missing SCOPE...: the names that are not installed, one a line.
packages_missing()
{
	local wanted=" $* " name scopes why scope
	while read -r name scopes why; do
		[ -n "$name" ] || continue
		for scope in ${scopes//,/ }; do
			[[ $wanted == *" $scope "* ]] || continue
			package_is_there "$name" || printf '%s\n' "$name"
			break
		done
	done <<<"$packages"
}

# Programs that may also have come from elsewhere.
package_is_there()
{
	case $1 in
	chromium-headless-shell) ! command -v chromium >/dev/null || return 0 ;;
	npm)			 ! command -v npm >/dev/null || return 0 ;;
	default-jre-headless)	 ! command -v java >/dev/null || return 0 ;;
	esac
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Debian starts a service as soon as it is installed. We only want programs:
# no MariaDB, nginx or Apache of the machine is started by us, now or at boot.
quiet_file=/usr/sbin/policy-rc.d

services_quiet()
{
	[ ! -e "$quiet_file" ] || return 0
	printf '#!/bin/sh\nexit 101\n' | as_root tee "$quiet_file" >/dev/null
	as_root chmod 755 "$quiet_file"
	at_exit+=(services_as_before)
}

services_as_before()
{
	as_root rm -f "$quiet_file"
}

services_disable()
{
	local service
	[ -d /run/systemd/system ] || return 0
	for service in nginx lighttpd varnish; do
		[[ " $1 " != *" $service "* ]] ||
		    as_root systemctl disable -q "$service" || :
	done
}

as_root()
{
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

packages_apt()
{
	export DEBIAN_FRONTEND=noninteractive
	as_root apt-get -qq update &&
	    as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -y install --no-install-recommends "$@"
}

# packages_need INSTALL SCOPE...: prints what is missing; installs it unless
# INSTALL is "no".
packages_need()
{
	local install=$1 missing
	shift
	command -v dpkg-query >/dev/null ||
		die "this needs Debian 12 or a system like it (dpkg-query is missing)"
	missing=$(packages_missing "$@" | tr '\n' ' ')
	[ -n "${missing// /}" ] || return 0

	say "Packages that are missing: $missing"
	[ "$install" = yes ] ||
		die "install them with: apt-get install $missing"
	[ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
		die "only root can install them (no sudo here): apt-get install $missing"
	[ "$(id -u)" = 0 ] || sudo -v

	services_quiet
	# shellcheck disable=SC2086
	step "install packages" packages_apt $missing ||
	    die "apt-get could not install the packages"
	services_disable "$missing"
}
