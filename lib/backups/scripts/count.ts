/** Prints the counts as they are now. */
export const COUNT = `. /backup/client
. /backup/rows
tries=0
until sql 'SELECT 1' > /dev/null 2>&1 || [ "$tries" = 30 ]; do
  tries=$((tries + 1))
  sleep 2
done
now=$(rows) || exit
echo "counted: $now"
`;
