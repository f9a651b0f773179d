#!/bin/sh
# The main job on the samples, in a folder of its own: scanned paper becomes signed PDF/A found by citizen ID.
set -eu
cd "$(dirname "$0")/.."
sohoa=.venv/bin/sohoa
config=.demo/office/sohoa.toml

[ -f "$config" ] || $sohoa init .demo/office --keys .demo/keys
printf '\n== sohoa run samples/dossiers samples/broken\n\n'
# Exit code 3 says that something is held: the samples hold two broken files on purpose.
status=0
$sohoa --config "$config" run samples/dossiers samples/broken --operator "Demo" || status=$?
[ "$status" = 0 ] || [ "$status" = 3 ] || exit "$status"

printf '\n== sohoa find --kind giay_khai_sinh\n\n'
$sohoa --config "$config" find --kind giay_khai_sinh
cat <<END

Kho / archive:  .demo/office/archive  (niêm phong / sealed)
Khóa / keys:    .demo/keys

Thử tiếp / try next (ID = một mã ở cột đầu / an id from the first column, its beginning is enough):
  export PATH="\$PWD/.venv/bin:\$PATH"; alias demo="sohoa --config $config"
  demo find --name "..."                       tìm theo tên / by name
  demo show ID                                 một giấy tờ với lịch sử / one document and its history
  demo export ID --to out.pdf && demo verify out.pdf
  demo held                                    việc đang tạm giữ / what is held and why
  demo doctor                                  kiểm tra cài đặt / check the installation
END
