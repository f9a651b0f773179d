#!/bin/sh
# The main job with objects in an S3 bucket and the catalog in PostgreSQL, by strings in sohoa.toml alone: `make servers`.
# Both servers run on loopback, for this show; everything lies in .demo/servers and may be removed.
set -eu
cd "$(dirname "$0")/.."
sohoa=.venv/bin/sohoa
home=.demo/servers
config=$home/office/sohoa.toml
mkdir -p "$home"

.venv/bin/python -m tests.services.run "$home/services" > "$home/variables" &
servers=$!
trap 'kill $servers 2>/dev/null; wait $servers 2>/dev/null || true' EXIT
until grep -q PG_SECRET "$home/variables"; do
  kill -0 $servers || { echo 'the servers did not start (ports 9000 and 5433 in use?)' >&2; exit 4; }
  sleep 0.2
done
# Of what is printed the script takes the secrets; where things lie stands in the settings.
eval "$(grep -E '^export (S3|PG)_SECRET=' "$home/variables")"
export S3_SECRET PG_SECRET

[ -f "$config" ] || $sohoa init "$home/office" --keys "$home/keys" > "$home/log"
sed -i \
  -e 's|^store = .*|store = "s3://sohoa@127.0.0.1:9000/sohoa"|' \
  -e 's|^store_secret = .*|store_secret = "env:S3_SECRET"|' \
  -e 's|^catalog = .*|catalog = "postgresql://sohoa@127.0.0.1:5433/sohoa"|' \
  -e 's|^catalog_secret = .*|catalog_secret = "env:PG_SECRET"|' "$config"
printf '\n== %s\n\n' "$config"
sed -n '/^\[archive\]/,/^catalog_secret/p' "$config"

demo() {
  printf '\n== sohoa %s\n\n' "$*"
  # Exit code 3 says that a paper needs a person.
  $sohoa --config "$config" "$@" || [ $? = 3 ]
}
demo init "$home/office"
demo run samples/dossiers/01-birth-certificate.pdf samples/dossiers/09-decision.tif --operator Demo
demo find --kind giay_khai_sinh
document=$($sohoa --config "$config" find --kind giay_khai_sinh --json | head -n 1 | sed 's/.*"document": *"\([^"]*\)".*/\1/')
rm -f "$home/out.pdf"
demo export "$document" --to "$home/out.pdf"
demo verify "$home/out.pdf"
demo fixity
demo audit verify
