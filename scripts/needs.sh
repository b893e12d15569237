# shellcheck shell=bash
# What run, test and bench share: finding what is missing on this machine and installing it. Sourced, not run.

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# quietly WHAT COMMAND...: its output is kept in a file and shown only when it fails.
quietly() {
    local what=$1 log
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/gridapp-log.XXXXXX")
    say "$what ..."
    if "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        cat "$log" >&2
        stop "$what failed; the output above is also in $log."
    fi
}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

# The highest major version of PostgreSQL, 15 or newer, that is installed; nothing when there is none.
postgres_installed() {
    local server major found=
    for server in /usr/lib/postgresql/*/bin/postgres; do
        [ -x "$server" ] || continue
        major=$(basename "$(dirname "$(dirname "$server")")")
        [ "${major%%.*}" -ge 15 ] && { [ -z "$found" ] || [ "$major" -gt "$found" ]; } && found=$major
    done
    printf '%s' "$found"
}

# The major version that this system's package postgresql would bring.
postgres_offered() {
    apt-cache depends postgresql 2>/dev/null | sed -n 's/^ *Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null || return 1
    # Without a terminal sudo could only hang on its question.
    sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }
}

apt_install() {
    local lists=/var/lib/apt/lists keep=
    # Debian makes and starts a cluster of its own when PostgreSQL is first installed; the application brings its own, so that is held off.
    if ! is_installed postgresql-common && [ ! -e /etc/postgresql-common ]; then
        keep=/etc/postgresql-common/createcluster.d/gridapp.conf
        as_root mkdir -p "$(dirname "$keep")"
        printf 'create_main_cluster = false\n' | as_root tee "$keep" >/dev/null
    fi
    if [ -z "$(find "$lists" -maxdepth 1 -name '*Packages*' -mtime -1 -print -quit 2>/dev/null)" ]; then
        quietly "Reading the package lists" as_root apt-get update
    fi
    quietly "Installing $*" as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
    if [ -n "$keep" ]; then
        as_root rm -f "$keep"
    fi
}

# need_packages PACKAGE...: installs those that are missing, or says exactly which to install.
need_packages() {
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    may_install || stop "Missing on this machine, and this user may not install it: ${missing[*]}
Let an administrator run:  apt-get install ${missing[*]}"
    apt_install "${missing[@]}"
}

need_dotnet() {
    command -v dotnet >/dev/null || stop "The .NET SDK 10 is missing. Install it (https://dotnet.microsoft.com/download/dotnet/10.0) so that 'dotnet --version' answers, then start again."
    dotnet --list-sdks | grep -q '^10\.' || stop "The .NET SDK here is $(dotnet --list-sdks | sed 's/ .*//' | paste -sd, -); version 10 is needed (https://dotnet.microsoft.com/download/dotnet/10.0)."
    if ! ldconfig -p 2>/dev/null | grep -q 'libicuuc\.so' && [ -z "${DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU:-}" ]; then
        # Turkish and English formats come from it; its package carries its version in its name.
        need_packages "$(apt-cache search --names-only '^libicu[0-9]+$' | sed 's/ .*//' | sort -V | tail -n 1)"
    fi
}

need_node() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        need_packages nodejs npm
    fi
    [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 18 ] || stop "Node.js here is $(node --version); 18 or newer is needed."
}

# Not needed when ConnectionStrings__Grid names a server; the application then says itself what that server lacks.
need_postgres() {
    local major
    major=$(postgres_installed)
    if [ -n "$major" ]; then
        if command -v dpkg-query >/dev/null; then
            need_packages "postgresql-$major-postgis-3"
        fi
        return
    fi
    if may_install && [ -z "$(postgres_offered)" ]; then
        quietly "Reading the package lists" as_root apt-get update
    fi
    major=$(postgres_offered)
    need_packages postgresql "postgresql-${major:-15}-postgis-3"
}

# COIN-OR CLP, which clears the simulated market. The application starts without it, too, and says what is missing; so a machine where nobody may install is no hindrance.
need_solver() {
    ldconfig -p 2>/dev/null | grep -q 'libClp\.so\.1' && return
    if may_install; then
        need_packages coinor-libclp1
    else
        say "Missing on this machine: coinor-libclp1. The simulated market stands still without it; let an administrator run:  apt-get install coinor-libclp1"
    fi
}

# The headless shell is a third less work than the whole browser, which does where it is there already and the shell cannot be had.
need_browser() {
    command -v chromium-headless-shell >/dev/null && return 0
    (need_packages chromium-headless-shell fonts-liberation fonts-dejavu-core) && return 0
    command -v chromium >/dev/null || need_packages chromium fonts-liberation fonts-dejavu-core
    export GRID_CHROMIUM=${GRID_CHROMIUM:-$(command -v chromium)}
}

# is_stale STAMP PATH...: whether anything under the paths (directories too: a file may have gone) is newer than the stamp.
is_stale() {
    local stamp=$1
    shift
    [ -e "$stamp" ] || return 0
    [ -n "$(find "$@" \( -name bin -o -name obj -o -name node_modules -o -path GridApp/wwwroot/lib -o -path GridApp/wwwroot/features -o -path GridApp/wwwroot/components -o -path GridApp/wwwroot/_framework \) -prune \
        -o -newer "$stamp" -print -quit)" ]
}

# publish_app DIRECTORY WHAT: the application, compiled ahead of time for this machine; as IL only where the package registry lacks the compiler.
publish_app() {
    local ahead=(--use-current-runtime --self-contained false)
    dotnet restore GridApp --use-current-runtime >/dev/null 2>&1 </dev/null || ahead=()
    quietly "$2" dotnet publish GridApp -c Release "${ahead[@]}" -o "$1" -v quiet
}
