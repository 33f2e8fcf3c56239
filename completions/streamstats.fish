complete -c streamstats -s p -l pattern -d 'Take columns from each line by a regular expression with named groups' -r
complete -c streamstats -s f -l field -d 'Count these fields, joined by a blank: 1 or 1,4 or 2-4 or 3- or -1' -r
complete -c streamstats -s d -l delimiter -d 'Separate fields at every C (one character, \\t for a tab) instead of at blanks' -r
complete -c streamstats -s k -l by -d 'Count this column; several are counted together, as a tuple' -r
complete -c streamstats -l weight -d 'Count a line as many times as this column says: bytes, or the counts of uniq -c' -r
complete -c streamstats -s g -l grep -d 'Count only lines that match REGEX; with several -g, lines that match one of them' -r
complete -c streamstats -s x -l exclude -d 'Leave out lines that match REGEX; may be given several times' -r
complete -c streamstats -s s -l start -d 'Count only lines from TIME on: as the log writes it, 2026-03-05, 14:02, -1h, \'2h ago\', yesterday' -r
complete -c streamstats -s e -l end -d 'Count only lines before TIME, written as for --start; implies -t' -r
complete -c streamstats -s b -l bucket -d 'Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]' -r
complete -c streamstats -l window -d 'Most events of each value in any window of this length, sliding by one bucket; implies -t' -r
complete -c streamstats -l time-format -d 'How times are written, in the notation of strftime: \'%d/%b/%Y:%H:%M:%S %z\'' -r
complete -c streamstats -l tz -d 'The zone of times that say none, and of the times printed [default: UTC]' -r
complete -c streamstats -l year -d 'The year of times that say none [default: the latest that fits the file\'s date, or now]' -r
complete -c streamstats -l outlier-rule -d 'How outliers are told: stdev, mad or iqr, with a factor K after a colon' -r
complete -c streamstats -l outlier-on -d 'The column that is judged' -r -f -a "count\t''
share\t''
mean_rate\t''
peak\t''
active\t''
rate_p50\t''
rate_p99\t''"
complete -c streamstats -s n -l top -d 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]' -r
complete -c streamstats -l sort -d 'Sort by this column of values; value, first and last ascend, the others descend' -r -f -a "value\t''
count\t''
share\t''
outlier\t''
score\t''
error\t''
first\t''
last\t''
mean_rate\t''
peak\t''
peak_at\t''
active\t''
rate_p50\t''
rate_p99\t''"
complete -c streamstats -s O -l output -d 'What to print' -r -f -a "text\t'bars and figures for eyes'
json\t'one document with every section'
csv\t'one section, quoted per RFC 4180'
tsv\t'one section, tabs between cells, \\t \\n \\r \\\\ for those bytes'
markdown\t'a table a section'"
complete -c streamstats -l section -d 'Print only this section of the report; csv and tsv print one anyway, values by default' -r -f -a "input\t'every line accounted for, and what was assumed'
sources\t'the files read'
unmatched\t'the first rejected lines of each reason'
summary\t'the figures over all values'
values\t'a row a value'
time\t'with -t: from when to when, how fast, when fastest, the longest gap'
timeline\t'with -t: the events of every bucket of the range'
frequencies\t'with -t: how often values occur in a bucket'"
complete -c streamstats -l color -d 'Colour the text' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set; anywhere if `CLICOLOR_FORCE` is'
always\t'Always'
never\t'Never'"
complete -c streamstats -l width -d 'Columns of the text [default: those of the terminal, else 80]' -r
complete -c streamstats -s j -l threads -d 'Threads that count [default: one a core]' -r
complete -c streamstats -l max-values -d 'Refuse to keep more distinct values than this' -r
complete -c streamstats -l max-memory -d 'Refuse to take more memory than this for values: bytes, or with kB, MB, GB, KiB, MiB, GiB' -r
complete -c streamstats -l max-line -d 'Cut longer lines' -r
complete -c streamstats -l block-size -d 'Bytes of a block' -r
complete -c streamstats -l generate -d 'Print the man page or a shell\'s completions' -r -f -a "man\t'The man page'
bash\t'Completions for bash'
zsh\t'Completions for zsh'
fish\t'Completions for fish'
powershell\t'Completions for `PowerShell`'"
complete -c streamstats -s t -l time -d 'Read the time of each line: rates by value, the timeline, how often values occur in a second'
complete -c streamstats -l no-seek -d 'Read files whole, also where -s and -e could jump over parts of them'
complete -c streamstats -s o -l outliers -d 'Show only the outliers; the figures are still those of all values'
complete -c streamstats -s r -l reverse -d 'Turn the order round'
complete -c streamstats -l ascii -d 'Print text in ASCII only: | for bars, other characters as escapes'
complete -c streamstats -s q -l quiet -d 'No notes and no progress on standard error; errors and the report stay'
complete -c streamstats -l strict -d 'Make any unmatched or untimed line an error'
complete -c streamstats -s h -l help -d 'Print help (see more with \'--help\')'
complete -c streamstats -s V -l version -d 'Print version'
