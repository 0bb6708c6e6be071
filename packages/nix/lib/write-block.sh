# Keeps our block of a Markdown file as it should be, and everything around it as it is.
write_block() {
  file=$1 text=$2
  if [ -L "$file" ]; then
    echo "canonry: $file is a link and stays as it is; the coding rules are in $text" >&2
    return 0
  fi
  if [ ! -e "$file" ]; then
    { echo "$begin"; cat "$text"; echo "$end"; } >"$file"
    return 0
  fi
  begins=$(grep -cxF -- "$begin" "$file") ends=$(grep -cxF -- "$end" "$file")
  if [ "$begins" = 0 ] && [ "$ends" = 0 ]; then
    # A file that does not end its last line keeps it as a line of its own.
    if [ -n "$(tail -c 1 "$file")" ]; then echo >>"$file"; fi
    { echo; echo "$begin"; cat "$text"; echo "$end"; } >>"$file"
    return 0
  fi
  first=$(grep -nxF -- "$begin" "$file" | head -n 1 | cut -d: -f1)
  last=$(grep -nxF -- "$end" "$file" | head -n 1 | cut -d: -f1)
  if [ "$begins" != 1 ] || [ "$ends" != 1 ] || [ "$first" -ge "$last" ]; then
    echo "canonry: the marks of canonry in $file are damaged; it stays as it is" >&2
    return 0
  fi
  fresh=$(mktemp "$file.XXXXXX") || return 0
  { head -n "$first" "$file"; cat "$text"; tail -n +"$last" "$file"; } >"$fresh"
  # Written into the file and not over it, so that it keeps its mode and its other names.
  if ! cmp -s "$fresh" "$file"; then cat "$fresh" >"$file"; fi
  rm -f "$fresh"
}
