# tools.sh - what tests use and Debian has not: fetched by npm, compared with
# the digests below, kept in .local/tools. Sourced by check.sh. What cannot be
# had is left out, and the tests that want it say why.

tools_dir=$local_dir/tools

# package  version  the file of it that is kept  SHA-512 of the package
tools='
axe-core 4.14.1 axe.min.js
1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5
vnu-jar 26.9.27 build/dist/vnu.jar
4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428
'

tools_fetch_one()
{
	local name=$1 version=$2 file=$3 digest=$4 work kept=$tools_dir/${3##*/}
	local why=$tools_dir/$1.why

	[ "$(cat "$kept.version" 2>/dev/null)" != "$version" ] || return 0
	mkdir -p "$tools_dir"
	work=$(mktemp -d "$tools_dir/new.XXXXXX")
	if ! (cd "$work" && timeout 120 npm pack --silent --fetch-retries=1 \
	    "$name@$version" >/dev/null); then
		echo "npm could not fetch $name $version" >"$why"
	elif ! echo "$digest  $work/$name-$version.tgz" |
	    sha512sum --check --status; then
		echo "$name $version is not what it was: wrong digest" >"$why"
	else
		tar -xzf "$work/$name-$version.tgz" -O "package/$file" \
		    >"$kept" && echo "$version" >"$kept.version"
		rm -f "$why"
	fi
	rm -rf "$work"
}

tools_fetch()
{
	local name version file digest
	while read -r name version file; do
		[ -n "$name" ] || continue
		read -r digest
		tools_fetch_one "$name" "$version" "$file" "$digest"
	done <<<"$tools"
	return 0
}
