#!/bin/sh
# 用法：sh prepare.sh 主机名
# 生成 secrets/ 里的密码、口令和证书；已有的文件一个也不动，可以放心再运行。要有 openssl。
set -eu
umask 077
host=${1:?用法：sh prepare.sh 主机名（浏览器里要写的那个，例如 grid.example.gov.cn）}
cd "$(dirname "$0")"
command -v openssl >/dev/null || { echo '这台机器没有 openssl，什么也没有生成；先装上：apt-get install openssl' >&2; exit 1; }
mkdir -p secrets backup
# 容器里的服务端是 1000 号用户；不是 root 就由装的人自己来
if [ "$(id -u)" = 0 ]; then chown 1000:1000 backup; fi

# 文件由容器里的其他用户读，所以可读；目录只有主人进得去
keep() { # 名称
  if [ -e "secrets/$1" ]; then
    cat >/dev/null
    echo "已有   secrets/$1"
  else
    cat >"secrets/$1.new"
    chmod 444 "secrets/$1.new"
    mv "secrets/$1.new" "secrets/$1"
    echo "生成   secrets/$1"
  fi
}
word() { openssl rand -hex 24 | tr -d '\n'; }

printf admin | keep couchdb-user
for name in couchdb-password couchdb-secret erlang-cookie metrics-token; do word | keep "$name"; done

# 代理与服务端之间：自己的根证书，只认它
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ ! -e secrets/internal-ca.pem ]; then
  key() { openssl ecparam -name prime256v1 -genkey -noout; }
  key >"$scratch/ca.key"
  openssl req -x509 -new -key "$scratch/ca.key" -days 3650 -subj '/CN=grid-workstation internal' -out "$scratch/ca.pem"
  key >"$scratch/server.key"
  openssl req -new -key "$scratch/server.key" -subj '/CN=sync' -out "$scratch/server.csr"
  printf 'subjectAltName=DNS:sync-1,DNS:sync-2\n' >"$scratch/names"
  openssl x509 -req -in "$scratch/server.csr" -CA "$scratch/ca.pem" -CAkey "$scratch/ca.key" -CAcreateserial \
    -days 3650 -extfile "$scratch/names" -out "$scratch/server.pem" 2>/dev/null
  rm -f secrets/internal-cert.pem secrets/internal-key.pem
  keep internal-key.pem <"$scratch/server.key"
  keep internal-cert.pem <"$scratch/server.pem"
  # 最后放：有它就说明三个都在
  keep internal-ca.pem <"$scratch/ca.pem"
fi

# 对外：先用自签的，浏览器会警告；单位的证书下来以后：cat 证书链.pem 私钥.pem >secrets/site.pem，再重启 proxy
if [ ! -e secrets/site.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -subj "/CN=$host" \
    -addext "subjectAltName=DNS:$host" -keyout "$scratch/site.key" -out "$scratch/site.pem" 2>/dev/null
  cat "$scratch/site.pem" "$scratch/site.key" | keep site.pem
fi
