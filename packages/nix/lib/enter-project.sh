project=$PWD
while [ -n "$project" ] && [ ! -e "$project/flake.nix" ] && [ ! -e "$project/shell.nix" ] && [ ! -e "$project/.git" ]; do
  project=${project%/*}
done
if [ -z "$project" ] || ! cd "$project"; then
  echo "canonry: no project here (no flake.nix, shell.nix or .git at or above $PWD); nothing is written" >&2
  exit 0
fi
