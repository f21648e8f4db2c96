/**
 * What runs before the image's own entrypoint. A first start that is cut off leaves a folder that the image takes for a
 * finished one; so a mark stands beside it until the last line of the init script. Where it still stands, nothing has ever served from
 * that folder: it is moved aside, and the first start begins anew. A volume without the mark is left as it is, and so is a folder that cannot be read.
 */
export const startScript = (
  mark: string,
) => `is_new() { [ ! -e "$PGDATA" ] || { entries=$(ls -A "$PGDATA") && [ -z "$entries" ]; }; }
if [ -e ${mark} ] && ! is_new; then
  aside=$PGDATA.cut-off-$(date -u +%Y%m%d%H%M%S)
  echo "the first start was cut off: what it has left is now in $aside, and it begins anew" >&2
  mv "$PGDATA" "$aside" || exit
fi
if is_new; then
  : > ${mark} && sync || exit
fi
exec docker-entrypoint.sh "$@"
`;
