#!/bin/sh
# A published folder → object storage behind a CDN, by rclone: upload.sh DIR REMOTE:BUCKET
#
# What is new comes first, pages last, and what is gone goes at the end: a page never asks for what is not there yet.
# Frozen releases are never overwritten; --immutable stops where a file of one differs from what is there.
set -eu
[ $# = 2 ] || { echo "upload.sh DIR REMOTE:BUCKET" >&2; exit 2; }
dir=$1 remote=$2
frozen="--header-upload=Cache-Control:public,max-age=31536000,immutable"
fresh="--header-upload=Cache-Control:no-cache"

rclone copy "$dir/v" "$remote/v" --checksum --immutable "$frozen"
rclone copy "$dir" "$remote" --checksum --exclude "/v/**" --exclude "*.html" --exclude "/*.json" "$fresh"
rclone copy "$dir" "$remote" --checksum --filter "- /v/**" --filter "+ *.html" --filter "- *" "$fresh"
rclone sync "$dir" "$remote" --checksum --exclude "/v/**" "$fresh"
