# Shared by packaging/run and packaging/test: system libraries, a Python, and .venv from the locks. POSIX sh, sourced.
# The caller has set `house` (the checkout, absolute) and `program` (its own name, for messages).
# shellcheck shell=sh disable=SC2154

# What is being done, for the line that says where it stopped.
step="starting"

say() { printf '%s: %s\n' "$program" "$*"; }

complain() { printf '%s: %s\n' "$program" "$*" >&2; }

# Refuse with a reason; nothing else is printed.
refuse() {
    step=""
    complain "$*"
    exit 1
}

begin() {
    step=$1
    say "$step"
}

# The EXIT trap: a failure is never silent and says at which step it happened.
on_exit() {
    code=$?
    if [ "$code" -ne 0 ] && [ -n "$step" ]; then
        complain "stopped with exit code $code at this step: $step"
    fi
}


# Print the names in the given lists, one a line, without the comments.
listed() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$@"; }

# Print the installed packages among "$@", one a line.
installed_among() {
    # dpkg-query exits 1 where a name is unknown, and still prints the others.
    dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' || true
}

# Print the lines of the given lists that no installed package satisfies.
missing_libraries() {
    wanted=$(listed "$@")
    # shellcheck disable=SC2046
    have=" $(installed_among $(printf '%s\n' "$wanted" | tr '|' ' ') | tr '\n' ' ')"
    for entry in $wanted; do
        found=""
        for name in $(printf '%s' "$entry" | tr '|' ' '); do
            case "$have" in *" $name "*) found=yes ;; esac
        done
        [ -n "$found" ] || printf '%s\n' "$entry"
    done
}

# Print how to become root ("" when already root, "sudo" without a password), or fail.
root_by() {
    if [ "$(id -u)" -eq 0 ]; then
        printf ''
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        printf 'sudo'
    else
        return 1
    fi
}

# Print the one name that this release has for each entry such as `a|b`.
names_here() {
    for entry in "$@"; do
        chosen=${entry##*|}
        for name in $(printf '%s' "$entry" | tr '|' ' '); do
            if apt-cache show "$name" >/dev/null 2>&1; then
                chosen=$name
                break
            fi
        done
        printf '%s ' "$chosen"
    done
}

# Install Debian packages, or print the one line to run and stop.
install_packages() {
    if ! become=$(root_by); then
        # shellcheck disable=SC2046
        refuse "system libraries are missing, and this user may not install them. Run this, then start again:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends $(names_here "$@")"
    fi
    begin "installing system libraries: $*"
    log=$(mktemp)
    # shellcheck disable=SC2046,SC2086
    if ! { $become apt-get update -qq && $become env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $(names_here "$@"); } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
}

# Make sure that every package in the given lists is there.
ensure_system_libraries() {
    step="looking for system libraries"
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        say "this machine has no apt; going on, but these libraries (Debian's names) must be there:"
        say "  $(listed "$@" | tr '\n' ' ')"
        return
    fi
    missing=$(missing_libraries "$@")
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086
    install_packages $missing
    missing=$(missing_libraries "$@")
    [ -z "$missing" ] || refuse "apt finished, but these packages are still missing: $(printf '%s' "$missing" | tr '\n' ' ')"
}


new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

can_make_environments() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

candidates() {
    if [ -n "${PYTHON:-}" ]; then
        printf '%s\n' "$PYTHON"
    else
        printf '%s\n' python3.11 python3.12 python3.13 python3.14 python3 python
    fi
}

# Print the first Python that is new enough and passes the given check, or fail.
first_python() {
    first=$(candidates | while IFS= read -r name; do
        if new_enough "$name" && "$1" "$name"; then
            command -v "$name"
            break
        fi
    done)
    [ -n "$first" ] && printf '%s' "$first"
}

# Set `python` to one ≥ 3.11 that makes virtual environments; apt supplies what Debian keeps apart.
find_python() {
    step="looking for Python 3.11 or newer"
    python=$(first_python can_make_environments) && return
    if command -v apt-get >/dev/null 2>&1; then
        if bare=$(first_python true); then
            install_packages "$("$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        else
            install_packages python3 python3-venv
        fi
        python=$(first_python can_make_environments) && return
    fi
    found=$(candidates | while IFS= read -r name; do
        if version=$("$name" --version 2>/dev/null); then printf '%s is %s, ' "$name" "$version"; fi
    done)
    refuse "needs Python 3.11 or newer with its venv module; found ${found:-none, }which will not do. Install one, or name it: PYTHON=/path/to/python3.11 $program"
}


hash_of() { cat "$@" | sha256sum | cut -c1-64; }

stamped() { sed -n "s/^$1 //p" "$stamp" 2>/dev/null || true; }

# Is .venv whole, for this folder, and made from today's run.lock?
environment_whole() {
    [ -f "$stamp" ] && [ "$(stamped house)" = "$house" ] && [ "$(stamped run)" = "$run_hash" ] && new_enough "$environment/bin/python"
}

# Install a lock exactly: every file's hash is checked, nothing is resolved, and nothing is built.
install_lock() {
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --progress-bar off \
        --require-hashes --no-deps --only-binary :all: "$@"
}

# Put the checkout itself into .venv, with the commands `kiosk` and `hub`. Needs no network.
link_project() {
    begin "putting this checkout into .venv"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-index --no-deps \
        --no-build-isolation --editable "$house"
}

write_stamp() {
    printf 'house %s\nrun %s\ntest %s\nproject %s\n' "$house" "$run_hash" "$done_test" "$1" >"$stamp.new"
    mv "$stamp.new" "$stamp"
}

make_environment() {
    find_python
    begin "making .venv with $("$python" --version)"
    rm -rf "$environment"
    "$python" -m venv "$environment"
    begin "installing what $1.lock lists (some 300 MB to download the first time)"
    install_lock -r "$house/packaging/$1.lock" -r "$house/packaging/build.lock"
}

add_what_tests_need() {
    begin "installing what test.lock adds"
    rm -f "$stamp"
    install_lock -r "$house/packaging/test.lock"
}

# The slow part of ensure_environment. The stamp is away while packages are installed, so a half-made .venv is noticed.
bring_up_to_date() {
    done_test=$(stamped test)
    if ! environment_whole; then
        make_environment "$1"
        done_test=none
        [ "$1" != test ] || done_test=$test_hash
    elif [ "$1" = test ] && [ "$done_test" != "$test_hash" ]; then
        add_what_tests_need
        done_test=$test_hash
    fi
    write_stamp none
    link_project
    step="checking that the installed packages fit each other"
    conflicts=$("$environment/bin/python" -m pip check --disable-pip-version-check) || {
        printf '%s\n' "$conflicts" >&2
        exit 1
    }
    write_stamp "$project_hash"
}

environment_ready() {
    environment_whole && [ "$(stamped project)" = "$project_hash" ] &&
        { [ "$1" = run ] || [ "$(stamped test)" = "$test_hash" ]; }
}

# Make sure that .venv holds what packaging/$1.lock lists ("run" or "test"; test holds all of run) and this checkout.
ensure_environment() {
    step="looking at .venv"
    environment=$house/.venv
    stamp=$environment/civic-kiosk.stamp
    run_hash=$(hash_of "$house/packaging/run.lock" "$house/packaging/build.lock")
    test_hash=$(hash_of "$house/packaging/test.lock")
    project_hash=$(hash_of "$house/pyproject.toml")
    ! environment_ready "$1" || return 0
    # Two that start at once take turns; the second finds the work done.
    exec 9<"$house/packaging/lib.sh"
    ! command -v flock >/dev/null 2>&1 || flock 9
    environment_ready "$1" || bring_up_to_date "$1"
    exec 9<&-
}
