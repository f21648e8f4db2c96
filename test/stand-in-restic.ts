/** Stands in for restic: one repository of dumps in /work/repository, a folder each, and no files. */
export const STAND_IN_RESTIC = String.raw`#!/bin/sh
repository=/work/repository
command=$1
shift
case $command in
  cat) [ -d "$repository" ] || exit 10; printf '{"id": "%064d"}\n' 7 ;;
  init) mkdir "$repository" ;;
  backup)
    id=$(printf '%064d' "$(($(ls "$repository" | wc -l) + 1))")
    tags=
    while [ "$1" != -- ]; do
      [ "$1" != --tag ] || tags="$tags${'$'}{tags:+,}\"$2\""
      shift
    done
    shift
    mkdir /work/new
    "$@" > /work/new/dump || { rm -r /work/new; echo 'the command failed' >&2; exit 1; }
    printf '{"time":"%s","tags":[%s],"paths":["/database.sql"],"id":"%s"}' "$id" "$tags" "$id" > /work/new/snapshot
    mv /work/new "$repository/$id"
    printf '{"message_type":"summary","snapshot_id":"%s","total_bytes_processed":1,"data_added_packed":1}\n' "$id" ;;
  snapshots)
    separator='['
    for one in "$repository"/*; do printf '%s' "$separator"; cat "$one/snapshot"; separator=,; done
    printf ']\n' ;;
  ls) [ -d "$repository/$2" ] ;;
  dump) for id; do [ ! -d "$repository/$id" ] || cat "$repository/$id/dump"; done ;;
  restore | forget | unlock | prune | check) ;;
  *) echo "$command?" >&2; exit 1 ;;
esac
`;
