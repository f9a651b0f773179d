#!/bin/sh
# The line net on a lent GPU machine: 30 minutes in calls of 10, nothing reachable from there, 64 MiB brought along.
#
#   training/lines/on_device.sh check           what is there, and how fast lines are drawn and learned  (2 minutes)
#   training/lines/on_device.sh learn MINUTES   learns, or goes on; ends by itself, exports, leaves all in $OUT
#   training/lines/on_device.sh rehearse        both, here, with tiny counts: run it before any machine is asked for
#
# Before, where the corpus is: see docs/line-net.md: gather, pack .lines-data   (ignored by git, 15 MiB, named to be carried)
# To go on after a machine was given back: put what came back of run/ into .lines-run and have it carried too.
set -eu
cd "$(dirname "$0")/../.."
data=${LINES_DATA:-.lines-data} run=${LINES_RUN:-.lines-run} out=${OUT:-.lines-out} python=${PYTHON:-python3}
size=${LINES_SIZE:-small} lines=${LINES:-5000000} batch=${LINES_BATCH:-256} rate=${LINES_RATE:-0.003}
export PYTHONPATH="$PWD" PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1
workers=${LINES_WORKERS:-$(( $(nproc) > 3 ? $(nproc) - 2 : 0 ))}

check() {
    $python -c 'import torch, cv2, numpy, PIL, onnx, onnxruntime
print("torch", torch.__version__, "cuda", torch.cuda.is_available(), "cv2", cv2.__version__)'
    $python -m training.lines.speed "$data" --workers "$workers" --batch "$batch" --seconds "${SECONDS_EACH:-25}"
}

learn() {
    mkdir -p "$out"
    $python -m training.lines.train "$data" "$run" --size "$size" --lines "$lines" --minutes "$1" --batch "$batch" \
        --rate "$rate" --workers "$workers" --every "${LINES_EVERY:-1000}" --examined "${LINES_EXAMINED:-1000}"
    $python -m training.lines.export "$run" "$out/lines.onnx"
    mkdir -p "$out/run" && cp -r "$run/." "$out/run/"
    tail -n 3 "$run/log.jsonl"
}

case ${1:-} in
check) check ;;
learn) learn "${2:-8.5}" ;;
rehearse)
    out=$(mktemp -d) run=$(mktemp -d)/run lines=1000 batch=16 workers=${LINES_WORKERS:-1}
    SECONDS_EACH=3 LINES_EVERY=20 LINES_EXAMINED=16
    check && learn 0.3 && learn 0.2 && ls -l "$out" "$out/run/checkpoint" && rm -rf "$out" "$run"
    ;;
*) sed -n '2,9p' "$0" && exit 2 ;;
esac
