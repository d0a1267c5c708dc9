#!/bin/sh
# 官方镜像的启动脚本只认变量 COUCHDB_USER 等，不认 *_FILE：给了文件的从文件里读出来，没给的照原样，再运行后面写的命令。
set -eu
for name in COUCHDB_USER COUCHDB_PASSWORD COUCHDB_SECRET COUCHDB_ERLANG_COOKIE; do
  eval "file=\${${name}_FILE:-}"
  [ -n "$file" ] || continue
  value=$(cat "$file") && [ -n "$value" ] || {
    echo "$file 读不到或是空的，CouchDB 没有启动，资料没有动；先运行 prepare.sh，再启动" >&2
    exit 1
  }
  export "$name=$value"
done
exec "$@"
