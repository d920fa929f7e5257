# steps.sh - how a long step is shown, and how everything ends on Ctrl-C.
# Sourced by bootstrap. Nothing here knows what the steps do.

local_dir=$top/.local
step_pid=
at_exit=()
mkdir -p "$local_dir"

say() { printf '%s\n' "$*"; }

die()
{
	printf 'bootstrap: %s\n' "$*" >&2
	exit 1
}

# A step runs in its own process group, so that one signal ends all of it.
step_end()
{
	[ -z "$step_pid" ] || kill -TERM -- "-$step_pid" 2>/dev/null || :
	step_pid=
}

leave()
{
	local command
	step_end
	for command in "${at_exit[@]}"; do
		$command || :
	done
	at_exit=()
}

trap 'exit 130' INT
trap 'exit 143' TERM HUP
trap leave EXIT

step_failed()
{
	printf '%s: failed. The end of %s:\n' "$1" "$2"
	tail -n 40 "$2" | sed 's/^/    /'
}

# step NAME COMMAND...: its output goes to .local/NAME.log; shows the seconds.
step()
{
	local name=$1 log start=$SECONDS status=0 again=
	shift
	log=$local_dir/${name//[^a-zA-Z0-9]/-}.log

	printf '%s ...' "$name"
	[ ! -t 1 ] || again='\r'
	[ -t 1 ] || printf '\n'
	set -m
	"$@" >"$log" 2>&1 </dev/null &
	step_pid=$!
	set +m
	while [ -n "$again" ] && kill -0 "$step_pid" 2>/dev/null; do
		printf '\r%s ... %d s ' "$name" $((SECONDS - start))
		sleep 0.3
	done
	wait "$step_pid" || status=$?
	step_pid=

	printf "$again"
	if [ $status -ne 0 ]; then
		step_failed "$name" "$log"
		return $status
	fi
	printf '%s: done in %d s\n' "$name" $((SECONDS - start))
}
