# Links NAME to a place in the store, unless somebody has something else there. OURS is what our links look like.
link_ours() {
  name=$1 destination=$2 ours=$3
  if [ -L "$name" ]; then
    current=$(readlink "$name")
    if [ "$current" = "$destination" ]; then return 0; fi
    case $current in
      "$store"/*"$ours") ln -sfn "$destination" "$name" && return 0 ;;
    esac
  elif [ ! -e "$name" ]; then
    ln -s "$destination" "$name" && return 0
  elif cmp -s "$name" "$destination" 2>/dev/null; then
    return 0
  fi
  echo "canonry: $name is not ours and stays as it is; what belongs there is in $destination" >&2
}
