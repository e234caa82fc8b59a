# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What run, test, ledger and bench share. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state=$root/.state
configuration=Release
output=bin/$configuration/net10.0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

say() { printf '%s\n' "$*" >&2; }
# A fault of the world ends a script with 3, a wrong use with 2, as in the CLI.
die() { say "$*"; exit 3; }
usage() { say "$*"; exit 2; }

# The last lines of a quiet command's output are shown only when it fails.
quietly() {
  local what=$1 log; shift
  log=$state/$what.log
  mkdir -p "$state"
  "$@" >"$log" 2>&1 </dev/null && return
  tail -n 40 "$log" >&2
  die "$what failed; its whole output is in $log."
}

require_tools() {
  local node
  command -v dotnet >/dev/null || die "The .NET 10 SDK is missing: install it so that 'dotnet --version' says 10."
  dotnet --list-sdks | grep -q '^10\.' || die "The .NET SDK here is not version 10: install the .NET 10 SDK beside it."
  command -v node >/dev/null || die "Node is missing: install Node 20 or newer."
  command -v npm >/dev/null || die "npm is missing: install it beside Node."
  node=$(node -p 'process.versions.node')
  ((${node%%.*} >= 20)) || die "Node $node is too old: install Node 20 or newer."
}

# apt PACKAGE... as root; otherwise the sentence that says what to install.
install_packages() {
  ((EUID == 0)) || die "Install what is missing with: sudo apt-get install $*"
  say "Installing $*"
  quietly apt-update apt-get update -qq
  DEBIAN_FRONTEND=noninteractive quietly apt-install apt-get install -y --no-install-recommends "$@"
}

# Debian names the library by its ABI: libsecp256k1-1 in bookworm, a higher number later.
require_secp256k1() {
  local name
  PATH=$PATH:/sbin ldconfig -p | grep 'libsecp256k1\.so\.' >/dev/null && return # grep -q would end ldconfig by SIGPIPE, which pipefail takes for absence
  name=$(apt-cache search --names-only '^libsecp256k1-[0-9]+$' 2>/dev/null | cut -d' ' -f1 | sort -V | tail -1)
  install_packages "${name:-libsecp256k1-1}"
}

# fresh NAME STAMP: whether NAME was last done in the state that STAMP describes; done_with keeps it.
fresh() { [[ -f $state/$1.stamp && $(<"$state/$1.stamp") == "$2" ]]; }
done_with() { mkdir -p "$state"; printf '%s' "$2" >"$state/$1.stamp"; }

# One hash over the contents of everything below the given paths that is not itself made by a build.
contents() {
  find "$@" \( -name bin -o -name obj -o -name node_modules -o -name wwwroot -o -name schema.d.ts \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

ensure_npm() {
  local stamp
  cd "$root" || return
  stamp=$(sha256sum package-lock.json)
  fresh npm "$stamp" && [[ -d node_modules ]] && return
  say "Installing npm packages"
  quietly npm-ci npm ci --no-progress
  # npm leaves out optional packages that ask for a newer Node than the machine's; the Node just installed may have them.
  if (($(node -p 'parseInt(process.versions.node)') < 22)); then
    PATH=$root/node_modules/.bin:$PATH quietly npm-optional npm install --no-save --ignore-scripts --no-progress
  fi
  done_with npm "$stamp"
}

# The console becomes static files under the host's wwwroot.
ensure_console() {
  local stamp
  cd "$root" || return
  stamp=$(contents package-lock.json src/Console src/Ledger.Host/openapi.json)
  fresh console "$stamp" && [[ -f src/Ledger.Host/wwwroot/index.html ]] && return
  say "Building the console"
  quietly console npm run build --workspace @ledger/console
  done_with console "$stamp"
}

# ensure_dotnet TARGET: a solution, filter or project. A built solution has built the product too.
ensure_dotnet() {
  local stamp
  cd "$root" || return
  stamp=$(contents src tests seeds contracts/interfaces Directory.*.props .editorconfig global.json Ledger.sln)
  fresh "dotnet-$1" "$stamp" || fresh dotnet-Ledger.sln "$stamp" && [[ -f src/Ledger.Host/$output/Ledger.Host.dll ]] && return
  say "Building $1"
  if [[ $1 == Product.slnf ]]; then
    # A user waits for the product only; its laws are checked where everything is built.
    quietly dotnet-build dotnet build "$1" -c "$configuration" -v quiet -p:RunAnalyzers=false
  elif [[ -f $state/dotnet-Product.slnf.stamp ]]; then
    # What was compiled without the analyzers is compiled again with them.
    quietly dotnet-build dotnet build "$1" -c "$configuration" -v quiet --no-incremental
    rm "$state/dotnet-Product.slnf.stamp"
  else
    quietly dotnet-build dotnet build "$1" -c "$configuration" -v quiet
  fi
  done_with "dotnet-$1" "$stamp"
}

# What the product needs to run: packages of both worlds and the built host, CLI and console.
ensure_product() {
  local node_side
  require_tools
  require_secp256k1
  (ensure_npm && ensure_console) & node_side=$!
  ensure_dotnet Product.slnf
  wait "$node_side"
}

# Whether something listens on this loopback port.
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
