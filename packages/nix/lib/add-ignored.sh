while IFS= read -r line; do
  if ! grep -qxF -- "$line" .gitignore 2>/dev/null; then
    # A file that does not end its last line keeps it as a line of its own.
    if [ -n "$(tail -c 1 .gitignore 2>/dev/null)" ]; then echo >>.gitignore; fi
    printf '%s\n' "$line" >>.gitignore
  fi
done <"$ignored"
