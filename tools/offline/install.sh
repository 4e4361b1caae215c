#!/bin/sh
# Sets the course up from this folder alone: sh install.sh [PLACE]. Another Python: PYTHON=/its/python sh install.sh
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
for python in "$PYTHON" python@python@ python3 python; do
  if [ -n "$python" ] && "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@python@")' 2>/dev/null; then
    exec "$python" -B "$here/install.py" "$@"
  fi
done
echo "NOT OK  There is no Python @python@ here: install it, or name it, PYTHON=/its/python sh install.sh" >&2
exit 1
