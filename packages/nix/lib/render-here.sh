before=$(cat .canonry/manifest.json 2>/dev/null)
if said=$("$canonry" render -t "$tool" --config "$source/canonry.toml" --out . 2>&1); then
  # Nothing new is nothing to say.
  if [ "$before" != "$(cat .canonry/manifest.json 2>/dev/null)" ]; then printf '%s\n' "$said" >&2; fi
else
  printf '%s\n' "$said" >&2
  echo "canonry: the agents for $tool are not written; the shell is there all the same" >&2
  exit 0
fi
