#!/bin/sh
# Installs the library into an empty folder and builds a program against it there, as C and as C++, shared and static, with
# what pkg-config says and nothing else.
#
#   check_install.sh SOURCE_ROOT BUILD_ROOT
set -eu
source=$1
build=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

meson install -C "$build" --no-rebuild --quiet --destdir "$folder/root" >"$folder/log" 2>&1 || {
    cat "$folder/log"
    exit 1
}
pc=$(find "$folder/root" -name apportion.pc)
library=$(dirname "$(dirname "$pc")")
PKG_CONFIG_PATH=$(dirname "$pc")
PKG_CONFIG_SYSROOT_DIR=$folder/root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR

[ "$(pkg-config --modversion apportion)" = "0.1.0" ]
cflags=$(pkg-config --cflags apportion)
shared=$(pkg-config --libs apportion)
# The sysroot stands before our own paths only: GMP and libyaml are the machine's.
static=$(pkg-config --static --libs apportion)
program=$source/test/abi/uses_library.c

count=0
# use NAME COMPILER FLAGS…: builds and runs the program.
use() {
    name=$1
    shift
    "$@" -o "$folder/$name"
    LD_LIBRARY_PATH=$library "$folder/$name" || {
        echo "$name: fails"
        exit 1
    }
    count=$((count + 1))
}
# Flags are words by design.
# shellcheck disable=SC2086
{
    use c-shared cc -std=c11 -Wall -Wextra -Werror $cflags "$program" $shared
    use cxx-shared c++ -x c++ -std=c++17 -Wall -Wextra -Werror $cflags "$program" -x none $shared
    use c-static cc -std=c11 $cflags "$program" "$library/libapportion.a" $static
    use cxx-static c++ -x c++ -std=c++17 $cflags "$program" -x none "$library/libapportion.a" $static
}
if ldd "$folder/c-static" | grep -q libapportion; then
    echo "c-static: is not static"
    exit 1
fi
ldd "$folder/c-shared" | grep -q 'libapportion.so.0 =>' || LD_LIBRARY_PATH=$library ldd "$folder/c-shared" | grep -q libapportion.so.0
headers=$(find "$folder/root" -name '*.h' | wc -l)
[ "$headers" -eq "$(find "$source/include" -name '*.h' | wc -l)" ]
echo "$count programs, $headers headers"
