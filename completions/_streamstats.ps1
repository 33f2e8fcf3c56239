
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'streamstats' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'streamstats'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'streamstats' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take columns from each line by a regular expression with named groups')
            [CompletionResult]::new('--pattern', '--pattern', [CompletionResultType]::ParameterName, 'Take columns from each line by a regular expression with named groups')
            [CompletionResult]::new('-P', '-P ', [CompletionResultType]::ParameterName, 'Take columns from each line by a log format known by name; auto tells it from the lines')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'Take columns from each line by a log format known by name; auto tells it from the lines')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Count these fields, joined by a blank: 1 or 1,4 or 2-4 or 3- or -1')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Count these fields, joined by a blank: 1 or 1,4 or 2-4 or 3- or -1')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Separate fields at every C (one character, \t for a tab) instead of at blanks')
            [CompletionResult]::new('--delimiter', '--delimiter', [CompletionResultType]::ParameterName, 'Separate fields at every C (one character, \t for a tab) instead of at blanks')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'Count this column; several are counted together, as a tuple')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Count this column; several are counted together, as a tuple')
            [CompletionResult]::new('--weight', '--weight', [CompletionResultType]::ParameterName, 'Count a line as many times as this column says: bytes, or the counts of uniq -c')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Count only lines that match REGEX; with several -g, lines that match one of them')
            [CompletionResult]::new('--grep', '--grep', [CompletionResultType]::ParameterName, 'Count only lines that match REGEX; with several -g, lines that match one of them')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Leave out lines that match REGEX; may be given several times')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out lines that match REGEX; may be given several times')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Count only lines whose column meets a condition; several must all hold')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Count only lines whose column meets a condition; several must all hold')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Measure the numbers of this column on each value: mean, percentiles, a histogram over all')
            [CompletionResult]::new('--measure', '--measure', [CompletionResultType]::ParameterName, 'Measure the numbers of this column on each value: mean, percentiles, a histogram over all')
            [CompletionResult]::new('--compare', '--compare', [CompletionResultType]::ParameterName, 'Tell how columns go together: correlation of numbers, association of texts')
            [CompletionResult]::new('--bins', '--bins', [CompletionResultType]::ParameterName, 'At most so many bars in the histogram')
            [CompletionResult]::new('--bin-width', '--bin-width', [CompletionResultType]::ParameterName, 'The width of a bar of the histogram')
            [CompletionResult]::new('--range', '--range', [CompletionResultType]::ParameterName, 'Draw only numbers from LO to HI; what lies outside is counted as below and above')
            [CompletionResult]::new('--scale', '--scale', [CompletionResultType]::ParameterName, 'How the bars of the histogram grow')
            [CompletionResult]::new('--percentiles', '--percentiles', [CompletionResultType]::ParameterName, 'The percentiles told, from 0 to 100 [default: 50,90,99]')
            [CompletionResult]::new('--precision', '--precision', [CompletionResultType]::ParameterName, 'Significant digits of percentiles, 1 to 5 [default: 3]')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Count only lines from TIME on: as the log writes it, 2026-03-05, 14:02, -1h, ''2h ago'', yesterday')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'Count only lines from TIME on: as the log writes it, 2026-03-05, 14:02, -1h, ''2h ago'', yesterday')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Count only lines before TIME, written as for --start; implies -t')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Count only lines before TIME, written as for --start; implies -t')
            [CompletionResult]::new('-b', '-b', [CompletionResultType]::ParameterName, 'Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]')
            [CompletionResult]::new('--bucket', '--bucket', [CompletionResultType]::ParameterName, 'Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Most events of each value in any window of this length, sliding by one bucket; implies -t')
            [CompletionResult]::new('--time-format', '--time-format', [CompletionResultType]::ParameterName, 'How times are written, in the notation of strftime: ''%d/%b/%Y:%H:%M:%S %z''')
            [CompletionResult]::new('--tz', '--tz', [CompletionResultType]::ParameterName, 'The zone of times that say none, and of the times printed [default: UTC]')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'The year of times that say none [default: the latest that fits the file''s date, or now]')
            [CompletionResult]::new('--min-change', '--min-change', [CompletionResultType]::ParameterName, 'The smallest change of --changes, as a factor')
            [CompletionResult]::new('--outlier-rule', '--outlier-rule', [CompletionResultType]::ParameterName, 'How outliers are told: stdev, mad or iqr, with a factor K after a colon')
            [CompletionResult]::new('--outlier-on', '--outlier-on', [CompletionResultType]::ParameterName, 'The column that is judged')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort by this column of values; value, first and last ascend, the others descend')
            [CompletionResult]::new('-O', '-O ', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--section', '--section', [CompletionResultType]::ParameterName, 'Print only this section of the report; csv and tsv print one anyway, values by default')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Write the report to FILE, which is replaced as a whole, and nothing to standard output')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'With -O nft and ipset: how long an address is blocked [default: for good]')
            [CompletionResult]::new('--style', '--style', [CompletionResultType]::ParameterName, 'The form of an output: deny or geo with -O nginx, map or acl with -O haproxy')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'With -O graphite: what every path begins with [default: streamstats]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour the text')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text [default: those of the terminal, else 80]')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Threads that count [default: one a core]')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that count [default: one a core]')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Report again and again: a live screen in a terminal, else a report each time [default with -F: 1s in a terminal, else 10s]')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Count only the latest part: of the log''s own time with -t, else of the time of arrival')
            [CompletionResult]::new('--lateness', '--lateness', [CompletionResultType]::ParameterName, 'How much later than others a line may come, once the buckets of its time are closed')
            [CompletionResult]::new('--max-values', '--max-values', [CompletionResultType]::ParameterName, 'Keep at most this many distinct values: past it counts are approximate, and say how much')
            [CompletionResult]::new('--max-memory', '--max-memory', [CompletionResultType]::ParameterName, 'Keep at most this much: bytes, or with kB, MB, GB, KiB, MiB, GiB')
            [CompletionResult]::new('--max-line', '--max-line', [CompletionResultType]::ParameterName, 'Cut longer lines')
            [CompletionResult]::new('--save-state', '--save-state', [CompletionResultType]::ParameterName, 'Save what was counted to FILE, for merge; - prints it as one line in place of the report')
            [CompletionResult]::new('--checkpoint', '--checkpoint', [CompletionResultType]::ParameterName, 'With -F: keep in FILE what is counted and how far the files are read, and go on from there')
            [CompletionResult]::new('--block-size', '--block-size', [CompletionResultType]::ParameterName, 'Bytes of a block')
            [CompletionResult]::new('--generate', '--generate', [CompletionResultType]::ParameterName, 'Print the man page or a shell''s completions')
            [CompletionResult]::new('-N', '-N ', [CompletionResultType]::ParameterName, 'Measure the value itself as a number: a distribution instead of counts')
            [CompletionResult]::new('--numeric', '--numeric', [CompletionResultType]::ParameterName, 'Measure the value itself as a number: a distribution instead of counts')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Read the time of each line: rates by value, the timeline, how often values occur in a second')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'Read the time of each line: rates by value, the timeline, how often values occur in a second')
            [CompletionResult]::new('--no-seek', '--no-seek', [CompletionResultType]::ParameterName, 'Read files whole, also where -s and -e could jump over parts of them')
            [CompletionResult]::new('--changes', '--changes', [CompletionResultType]::ParameterName, 'When did the rate change: steps, drifts and spikes, and which values moved; implies -t')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Show only the outliers; the figures are still those of all values')
            [CompletionResult]::new('--outliers', '--outliers', [CompletionResultType]::ParameterName, 'Show only the outliers; the figures are still those of all values')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Turn the order round')
            [CompletionResult]::new('--reverse', '--reverse', [CompletionResultType]::ParameterName, 'Turn the order round')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Print text in ASCII only: | for bars, other characters as escapes')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No notes and no progress on standard error; errors and the report stay')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No notes and no progress on standard error; errors and the report stay')
            [CompletionResult]::new('-F', '-F ', [CompletionResultType]::ParameterName, 'Read files to their end and go on with what is added, also across rotation')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Read files to their end and go on with what is added, also across rotation')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Make any unmatched or untimed line an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('preset', 'preset', [CompletionResultType]::ParameterValue, 'List, show, save, remove and check the formats known by name')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Report what several runs counted, from their saved states, as one run over all would have')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'What changed between two logs or two times: which values moved, how far, and is it noise')
            break
        }
        'streamstats;preset' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the presets, built-in and saved, or those that a word is found in')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a preset as its file has it, to be copied into ~/.streamstats and changed')
            [CompletionResult]::new('save', 'save', [CompletionResultType]::ParameterValue, 'Save options under a name, in ~/.streamstats')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a saved preset')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Tell how many lines of a file a preset matches, which not and why, and the first columns')
            break
        }
        'streamstats;preset;list' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'streamstats;preset;show' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'streamstats;preset;save' {
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What the preset is for')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'streamstats;preset;remove' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'streamstats;preset;check' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'streamstats;merge' {
            [CompletionResult]::new('--min-change', '--min-change', [CompletionResultType]::ParameterName, 'The smallest change of --changes, as a factor')
            [CompletionResult]::new('--outlier-rule', '--outlier-rule', [CompletionResultType]::ParameterName, 'How outliers are told: stdev, mad or iqr, with a factor K after a colon')
            [CompletionResult]::new('--outlier-on', '--outlier-on', [CompletionResultType]::ParameterName, 'The column that is judged')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort by this column of values; value, first and last ascend, the others descend')
            [CompletionResult]::new('-O', '-O ', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--section', '--section', [CompletionResultType]::ParameterName, 'Print only this section of the report; csv and tsv print one anyway, values by default')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Write the report to FILE, which is replaced as a whole, and nothing to standard output')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'With -O nft and ipset: how long an address is blocked [default: for good]')
            [CompletionResult]::new('--style', '--style', [CompletionResultType]::ParameterName, 'The form of an output: deny or geo with -O nginx, map or acl with -O haproxy')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'With -O graphite: what every path begins with [default: streamstats]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour the text')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text [default: those of the terminal, else 80]')
            [CompletionResult]::new('--save-state', '--save-state', [CompletionResultType]::ParameterName, 'Save what was merged to FILE, for merge; - prints it as one line in place of the report')
            [CompletionResult]::new('--changes', '--changes', [CompletionResultType]::ParameterName, 'When did the rate change: steps, drifts and spikes, and which values moved; implies -t')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Show only the outliers; the figures are still those of all values')
            [CompletionResult]::new('--outliers', '--outliers', [CompletionResultType]::ParameterName, 'Show only the outliers; the figures are still those of all values')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Turn the order round')
            [CompletionResult]::new('--reverse', '--reverse', [CompletionResultType]::ParameterName, 'Turn the order round')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Print text in ASCII only: | for bars, other characters as escapes')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No notes and no progress on standard error; errors and the report stay')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No notes and no progress on standard error; errors and the report stay')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'streamstats;diff' {
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Compare what lies before TIME with what lies after it, in all files')
            [CompletionResult]::new('--before', '--before', [CompletionResultType]::ParameterName, 'Compare the timeframe FROM..TO of all files with --after')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Compare the timeframe FROM..TO of all files with --before')
            [CompletionResult]::new('--basis', '--basis', [CompletionResultType]::ParameterName, 'What is compared: events a second, or shares of all events [default: rate with -t]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take columns from each line by a regular expression with named groups')
            [CompletionResult]::new('--pattern', '--pattern', [CompletionResultType]::ParameterName, 'Take columns from each line by a regular expression with named groups')
            [CompletionResult]::new('-P', '-P ', [CompletionResultType]::ParameterName, 'Take columns from each line by a log format known by name; auto tells it from the lines')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'Take columns from each line by a log format known by name; auto tells it from the lines')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Count these fields, joined by a blank: 1 or 1,4 or 2-4 or 3- or -1')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Count these fields, joined by a blank: 1 or 1,4 or 2-4 or 3- or -1')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Separate fields at every C (one character, \t for a tab) instead of at blanks')
            [CompletionResult]::new('--delimiter', '--delimiter', [CompletionResultType]::ParameterName, 'Separate fields at every C (one character, \t for a tab) instead of at blanks')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'Count this column; several are counted together, as a tuple')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Count this column; several are counted together, as a tuple')
            [CompletionResult]::new('--weight', '--weight', [CompletionResultType]::ParameterName, 'Count a line as many times as this column says: bytes, or the counts of uniq -c')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Count only lines that match REGEX; with several -g, lines that match one of them')
            [CompletionResult]::new('--grep', '--grep', [CompletionResultType]::ParameterName, 'Count only lines that match REGEX; with several -g, lines that match one of them')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Leave out lines that match REGEX; may be given several times')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out lines that match REGEX; may be given several times')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Count only lines whose column meets a condition; all of several must hold')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Count only lines whose column meets a condition; all of several must hold')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Measure the numbers of this column on each value: mean, percentiles, a histogram over all')
            [CompletionResult]::new('--measure', '--measure', [CompletionResultType]::ParameterName, 'Measure the numbers of this column on each value: mean, percentiles, a histogram over all')
            [CompletionResult]::new('--compare', '--compare', [CompletionResultType]::ParameterName, 'Tell how columns go together: correlation of numbers, association of texts')
            [CompletionResult]::new('--bins', '--bins', [CompletionResultType]::ParameterName, 'At most so many bars in the histogram')
            [CompletionResult]::new('--bin-width', '--bin-width', [CompletionResultType]::ParameterName, 'The width of a bar of the histogram')
            [CompletionResult]::new('--range', '--range', [CompletionResultType]::ParameterName, 'Draw only numbers from LO to HI; what lies outside is counted as below and above')
            [CompletionResult]::new('--scale', '--scale', [CompletionResultType]::ParameterName, 'How the bars of the histogram grow')
            [CompletionResult]::new('--percentiles', '--percentiles', [CompletionResultType]::ParameterName, 'The percentiles told, from 0 to 100 [default: 50,90,99]')
            [CompletionResult]::new('--precision', '--precision', [CompletionResultType]::ParameterName, 'Significant digits of percentiles, 1 to 5 [default: 3]')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Count only lines from TIME on: as the log writes it, 2026-03-05, 14:02, -1h, ''2h ago'', yesterday')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'Count only lines from TIME on: as the log writes it, 2026-03-05, 14:02, -1h, ''2h ago'', yesterday')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Count only lines before TIME, written as for --start; implies -t')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Count only lines before TIME, written as for --start; implies -t')
            [CompletionResult]::new('-b', '-b', [CompletionResultType]::ParameterName, 'Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]')
            [CompletionResult]::new('--bucket', '--bucket', [CompletionResultType]::ParameterName, 'Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Most events of each value in any window of this length, sliding by one bucket; implies -t')
            [CompletionResult]::new('--time-format', '--time-format', [CompletionResultType]::ParameterName, 'How times are written, in the notation of strftime: ''%d/%b/%Y:%H:%M:%S %z''')
            [CompletionResult]::new('--tz', '--tz', [CompletionResultType]::ParameterName, 'The zone of times that say none, and of the times printed [default: UTC]')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'The year of times that say none [default: the latest that fits the file''s date, or now]')
            [CompletionResult]::new('--min-change', '--min-change', [CompletionResultType]::ParameterName, 'The smallest change of --changes, as a factor')
            [CompletionResult]::new('--outlier-rule', '--outlier-rule', [CompletionResultType]::ParameterName, 'How outliers are told: stdev, mad or iqr, with a factor K after a colon')
            [CompletionResult]::new('--outlier-on', '--outlier-on', [CompletionResultType]::ParameterName, 'The column that is judged')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort by this column of values; value, first and last ascend, the others descend')
            [CompletionResult]::new('-O', '-O ', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--section', '--section', [CompletionResultType]::ParameterName, 'Print only this section of the report; csv and tsv print one anyway, values by default')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour the text')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text [default: those of the terminal, else 80]')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Threads that count [default: one a core]')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that count [default: one a core]')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Report again and again: a live screen in a terminal, else a report each time [default with -F: 1s in a terminal, else 10s]')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Count only the latest part: of the log''s own time with -t, else of the time of arrival')
            [CompletionResult]::new('--lateness', '--lateness', [CompletionResultType]::ParameterName, 'How much later than others a line may come, once the buckets of its time are closed')
            [CompletionResult]::new('--max-values', '--max-values', [CompletionResultType]::ParameterName, 'Keep at most this many distinct values: past it counts are approximate, and say how much')
            [CompletionResult]::new('--max-memory', '--max-memory', [CompletionResultType]::ParameterName, 'Keep at most this much: bytes, or with kB, MB, GB, KiB, MiB, GiB')
            [CompletionResult]::new('--max-line', '--max-line', [CompletionResultType]::ParameterName, 'Cut longer lines')
            [CompletionResult]::new('--save-state', '--save-state', [CompletionResultType]::ParameterName, 'Save what was counted to FILE, for merge; - prints it as one line in place of the report')
            [CompletionResult]::new('--checkpoint', '--checkpoint', [CompletionResultType]::ParameterName, 'With -F: keep in FILE what is counted and how far the files are read, and go on from there')
            [CompletionResult]::new('--block-size', '--block-size', [CompletionResultType]::ParameterName, 'Bytes of a block')
            [CompletionResult]::new('-N', '-N ', [CompletionResultType]::ParameterName, 'Measure the value itself as a number: a distribution instead of counts')
            [CompletionResult]::new('--numeric', '--numeric', [CompletionResultType]::ParameterName, 'Measure the value itself as a number: a distribution instead of counts')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Read the time of each line: rates by value, the timeline, how often values occur in a second')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'Read the time of each line: rates by value, the timeline, how often values occur in a second')
            [CompletionResult]::new('--no-seek', '--no-seek', [CompletionResultType]::ParameterName, 'Read files whole, also where -s and -e could jump over parts of them')
            [CompletionResult]::new('--changes', '--changes', [CompletionResultType]::ParameterName, 'When did the rate change: steps, drifts and spikes, and which values moved; implies -t')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Show only the outliers; the figures are still those of all values')
            [CompletionResult]::new('--outliers', '--outliers', [CompletionResultType]::ParameterName, 'Show only the outliers; the figures are still those of all values')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Turn the order round')
            [CompletionResult]::new('--reverse', '--reverse', [CompletionResultType]::ParameterName, 'Turn the order round')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Print text in ASCII only: | for bars, other characters as escapes')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No notes and no progress on standard error; errors and the report stay')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No notes and no progress on standard error; errors and the report stay')
            [CompletionResult]::new('-F', '-F ', [CompletionResultType]::ParameterName, 'Read files to their end and go on with what is added, also across rotation')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Read files to their end and go on with what is added, also across rotation')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Make any unmatched or untimed line an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
