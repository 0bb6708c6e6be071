if said=$("$canonry" render -t "$tool" --config "$source/canonry.toml" --out . 2>&1); then
  case $said in
    *"nothing to do"*) ;;
    *) printf '%s\n' "$said" >&2 ;;
  esac
else
  printf '%s\n' "$said" >&2
  echo "canonry: the agents for $tool are not written; the shell is there all the same" >&2
  exit 0
fi
