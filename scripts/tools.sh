# Sourced by ./soulgraph and ./verify: finds a JDK and Maven, and says what is missing.
# shellcheck shell=bash

JDK_MAJOR_MIN=17

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$@"
  exit 1
}

# Sets jdk_version and jdk_major from the file "release" that every JDK carries: no process has to be started.
read_jdk_major() {
  local line
  jdk_major=0
  [ -r "$1/release" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        jdk_version=${line#JAVA_VERSION=}
        jdk_version=${jdk_version//\"/}
        jdk_major=${jdk_version%%[!0-9]*}
        ;;
    esac
  done <"$1/release"
  [ "${jdk_major:-0}" -ge "$JDK_MAJOR_MIN" ]
}

# The home of the java on the PATH, through all its links.
jdk_home_on_path() {
  local java target hops=0
  java=$(command -v java) || return 1
  while [ -L "$java" ] && [ $hops -lt 20 ]; do
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=$(dirname "$java")/$target ;;
    esac
    hops=$((hops + 1))
  done
  dirname "$(dirname "$java")"
}

# Sets JAVA_HOME, java, jdk_version and jdk_major, or ends with a word on how to get a JDK.
find_jdk() {
  local home
  for home in \
    "${JAVA_HOME:-}" \
    "$(jdk_home_on_path || true)" \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/*; do
    [ -n "$home" ] || continue
    if read_jdk_major "$home"; then
      export JAVA_HOME=$home
      java=$home/bin/java
      return
    fi
  done
  say "Soulgraph needs a JDK (not only a JRE) of version $JDK_MAJOR_MIN or newer, and found none."
  say "Looked at JAVA_HOME (${JAVA_HOME:-not set}), at java on the PATH and in the usual folders."
  say "  Debian, Ubuntu:  sudo apt install openjdk-17-jdk"
  say "  Fedora:          sudo dnf install java-latest-openjdk-devel"
  say "  macOS:           brew install openjdk"
  fail "  elsewhere:       https://adoptium.net"
}

# Sets mvn, or ends with a word on how to get Maven.
find_maven() {
  mvn=$(command -v mvn || true)
  [ -n "$mvn" ] && return
  say "Soulgraph is built with Apache Maven 3.8 or newer, and mvn is not on the PATH."
  say "  Debian, Ubuntu:  sudo apt install maven"
  say "  Fedora:          sudo dnf install maven"
  say "  macOS:           brew install maven"
  fail "  elsewhere:       https://maven.apache.org/download.cgi"
}

# What Maven complains of in a log, without its advice on how to use Maven.
show_errors() {
  grep -E '^\[(ERROR|WARNING)\]' "$1" |
    grep -vE 'Help 1\]|Re-run Maven|stack trace|For more information|correcting|<args>|\] *$' |
    head -n 30 >&2 || true
}
