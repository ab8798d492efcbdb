// The one script that tests from inside a container, with whatever tools it has. What it dials comes
// as arguments, never as part of the script (F54), and an address is one that was checked before.

/** Seconds and the rest of the arguments, in the order the script takes them. */
export interface ScriptArguments {
  step: 'tools' | 'resolve' | 'tcp' | 'http' | 'https';
  /** Name for `resolve`, else an IP address. */
  address?: string;
  port?: number;
  connectSeconds?: number;
  totalSeconds?: number;
  /** The whole request, for `http`. */
  request?: string;
  /** The host asked for, for `http` and `https`. */
  host?: string;
}

const pythonResolve = `
import socket, sys
try:
    found = socket.getaddrinfo(sys.argv[1], None, 0, socket.SOCK_STREAM)
except socket.gaierror as e:
    codes = {socket.EAI_NONAME: "ENOTFOUND", socket.EAI_AGAIN: "EAI_AGAIN"}
    sys.stderr.write("portolan errno %s\\n" % codes.get(e.errno, "ENODATA"))
    sys.exit(2)
for each in found: print(each[4][0])
`;

const pythonDial = `
import errno, socket, sys, time
address, port, seconds, total, request = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
def tell(*words): sys.stderr.write("portolan %s\\n" % " ".join(str(w) for w in words))
def fail(e):
    code = "ETIMEDOUT" if isinstance(e, socket.timeout) else errno.errorcode.get(e.errno, "EUNKNOWN")
    tell("errno", code); sys.exit(1)
s = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
s.settimeout(seconds)
begun = time.time()
try: s.connect((address, port))
except (socket.timeout, OSError) as e: fail(e)
tell("connected", round((time.time() - begun) * 1000, 2))
if request:
    try:
        s.settimeout(max(0.1, total - (time.time() - begun)))
        s.sendall(request.encode("latin-1"))
        heard = b""
        while len(heard) < 65536:
            more = s.recv(4096)
            if not more: break
            heard += more
            if time.time() - begun > total: break
    except socket.timeout: pass
    except OSError as e: tell("errno", errno.errorcode.get(e.errno, "EUNKNOWN"))
    sys.stdout.write(heard.decode("latin-1")[:65536])
s.close()
`;

const bashDial = `exec 3<>"/dev/tcp/$1/$2" || exit 1
echo "portolan connected" >&2
[ -z "$3" ] || { printf %s "$3" >&3; head -c 65536 <&3; }`;

/** Exit code 3: the container has nothing to do it with. */
const script = `
LC_ALL=C; export LC_ALL
step=$1 address=$2 port=$3 seconds=$4 total=$5 request=$6 host=$7
has() { command -v "$1" >/dev/null 2>&1; }
clock() { if [ -r /proc/uptime ]; then read -r up rest < /proc/uptime; echo "portolan $1 $up" >&2; fi; }
bounded() {
  limit=$1; shift
  if has timeout && timeout 1 true 2>/dev/null; then timeout "$limit" "$@"; return; fi
  { "$@" <&3 3<&- & } 3<&0; job=$!
  ( sleep "$limit" & nap=$!; trap 'kill $nap; wait $nap; exit' TERM; wait $nap; kill -9 $job ) >/dev/null 2>&1 & dog=$!
  wait $job; code=$?
  kill $dog 2>/dev/null; wait $dog 2>/dev/null
  return $code
}
using() { echo "portolan tool $1" >&2; clock begin; }
python=; for each in python3 python; do [ -n "$python" ] || { has $each && $each -c 'import socket' 2>/dev/null && python=$each; }; done
[ "$step" = http ] || request=
case $step in
tools)
  for each in $python bash nc curl wget getent nslookup; do has $each && echo "$each"; done
  exit 0;;
resolve)
  if [ -n "$python" ]; then using python; bounded "$seconds" $python -c "$PYTHON_RESOLVE" "$address"
  elif has getent; then using getent; bounded "$seconds" getent ahosts "$address"
  elif has nslookup; then using nslookup; bounded "$seconds" nslookup "$address" 2>&1
  else exit 3; fi;;
tcp|http)
  if [ -n "$python" ]; then using python; bounded "$total" $python -c "$PYTHON_DIAL" "$address" "$port" "$seconds" "$total" "$request"
  elif has bash && has head; then using bash
    [ "$step" = tcp ] && limit=$seconds || limit=$total
    bounded "$limit" bash -c "$BASH_DIAL" bash "$address" "$port" "$request"
  elif has nc; then using nc
    if [ "$step" = http ]; then printf %s "$request" | bounded "$total" nc -v -w "$seconds" "$address" "$port" | head -c 65536
    elif nc -h 2>&1 | grep -q -e '-z'; then bounded "$seconds" nc -z -v -w "$seconds" "$address" "$port"
    else bounded "$seconds" nc -v -w "$seconds" "$address" "$port" </dev/null; fi
  elif has curl; then using curl
    case $address in *:*) bracketed="[$address]";; *) bracketed=$address;; esac
    if [ "$step" = tcp ]; then bounded "$seconds" curl -q -sS -v --noproxy '*' --connect-timeout "$seconds" "telnet://$bracketed:$port" </dev/null
    else curl -q -sS -v -i --http1.1 --noproxy '*' --connect-timeout "$seconds" -m "$total" -A portolan -H "Host: $host" "http://$bracketed:$port/" | head -c 65536; fi
  elif [ "$step" = http ] && has wget && wget --version 2>/dev/null | grep -q GNU; then using wget
    case $address in *:*) bracketed="[$address]";; *) bracketed=$address;; esac
    wget -nv -S -O /dev/null --max-redirect=0 --no-proxy -T "$seconds" -t 1 -U portolan --header "Host: $host" "http://$bracketed:$port/"
  else exit 3; fi;;
https)
  has curl || exit 3
  using curl
  case $address in *:*) bracketed="[$address]";; *) bracketed=$address;; esac
  curl -q -sS -v -i -k --http1.1 --noproxy '*' --connect-timeout "$seconds" -m "$total" -A portolan --resolve "$host:$port:$bracketed" "https://$host:$port/" | head -c 65536;;
esac
code=$?
clock end
exit $code
`
  .replace('"$PYTHON_RESOLVE"', () => quoted(pythonResolve))
  .replace('"$PYTHON_DIAL"', () => quoted(pythonDial))
  .replace('"$BASH_DIAL"', () => quoted(bashDial));

/** A constant of this file as one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The whole command, program first: only `sh` reads the script, and only as a script. */
export function scriptCommand(given: ScriptArguments): string[] {
  const { step, address = '', port, connectSeconds = 3, totalSeconds = 5 } = given;
  const { request = '', host = '' } = given;
  const numbers = [port ?? '', connectSeconds, totalSeconds].map(String);
  return ['sh', '-c', script, 'sh', step, address, ...numbers, request, host];
}
