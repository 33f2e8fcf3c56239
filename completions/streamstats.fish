# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_streamstats_global_optspecs
    string join \n p/pattern= P/preset= f/field= d/delimiter= k/by= weight= g/grep= x/exclude= w/where= N/numeric m/measure= compare= bins= bin-width= range= scale= percentiles= precision= t/time s/start= e/end= b/bucket= window= time-format= tz= year= no-seek o/outliers outlier-rule= outlier-on= n/top= sort= r/reverse O/output= section= color= width= ascii q/quiet j/threads= max-values= max-memory= max-line= strict block-size= generate= h/help V/version
end

function __fish_streamstats_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_streamstats_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_streamstats_using_subcommand
    set -l cmd (__fish_streamstats_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c streamstats -n "__fish_streamstats_needs_command" -s p -l pattern -d 'Take columns from each line by a regular expression with named groups' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s P -l preset -d 'Take columns from each line by a log format known by name; auto tells it from the lines' -r -f -a "auto\t'the format that the first lines fit'
traefik-json\t'Traefik access log (JSON)'
caddy\t'Caddy access log (JSON)'
cloudflare\t'Cloudflare Logpush HTTP requests (JSON)'
nginx-json\t'nginx access log (JSON, nginx\'s variable names)'
journal-json\t'journalctl output (json)'
mongodb\t'MongoDB structured log (JSON)'
k8s-audit\t'Kubernetes API server audit log (JSON)'
cloudtrail\t'AWS CloudTrail events, one a line (JSON)'
postgres-json\t'PostgreSQL log (jsonlog)'
docker\t'Docker container log (json-file)'
tracing\t'Rust tracing log (JSON)'
bunyan\t'bunyan log (JSON)'
pino\t'pino log (JSON)'
zap\t'zap log (JSON)'
slog\t'Go slog (JSON handler)'
logrus\t'logrus log (JSON or text)'
zerolog\t'zerolog log (JSON)'
ecs\t'Elastic Common Schema log (JSON)'
json\t'JSON, one object a line'
s3\t'Amazon S3 server access log'
vhost\t'Apache combined log with the virtual host in front (vhost_combined)'
ingress-nginx\t'Kubernetes ingress-nginx access log'
traefik\t'Traefik access log (CLF)'
nginx-rt\t'nginx combined log with named times (rt= uct= uht= urt=)'
nginx-times\t'nginx combined log with request and upstream seconds'
combined-io\t'Apache combined log with bytes received and sent (combinedio)'
combined-us\t'Apache combined log with the request\'s microseconds (%D)'
nginx-main\t'nginx combined log with X-Forwarded-For (main)'
combined\t'Apache and nginx combined access log'
gunicorn\t'gunicorn access log'
common\t'Apache common log'
alb\t'AWS application load balancer access log'
elb\t'AWS classic load balancer access log'
envoy\t'Envoy and Istio access log'
haproxy\t'HAProxy HTTP log (option httplog)'
haproxy-tcp\t'HAProxy TCP log (option tcplog)'
uwsgi\t'uWSGI request log'
squid\t'Squid native access log'
apache-error\t'Apache error log'
nginx-error\t'nginx error log'
kernel\t'Linux kernel and iptables log lines'
sshd\t'OpenSSH server log lines'
syslog5424\t'syslog, RFC 5424'
syslog\t'syslog, RFC 3164'
cri\t'Kubernetes container log (CRI)'
fail2ban\t'fail2ban log'
mysql-error\t'MySQL and MariaDB error log'
postgres\t'PostgreSQL log (stderr)'
spring\t'Spring Boot log'
log4j\t'log4j and logback'
python\t'Python logging'
tracing-text\t'Rust tracing log (text)'
zerolog-console\t'zerolog log (console)'
journal\t'journalctl output (short-iso)'
syslog-iso\t'syslog files with ISO 8601 stamps (rsyslog)'
klog\t'Kubernetes klog and glog'
logcat\t'Android logcat (threadtime)'
strace\t'strace output with stamps (-tt, -ttt)'
vpc-flow\t'AWS VPC flow log'
redis\t'Redis and Valkey log'
rails\t'Rails and Ruby Logger'
tomcat\t'Tomcat log (JULI)'
zap-console\t'zap log (console)'
go\t'Go standard log'
cloudfront\t'Amazon CloudFront standard log'
w3c\t'IIS and other W3C extended logs, columns from #Fields'
ltsv\t'Labelled tab-separated values (LTSV)'
slog-text\t'Go slog (text handler)'
logfmt\t'logfmt, key=value pairs'
tsv\t'Tab-separated values with a header'
csv\t'Comma-separated values with a header'"
complete -c streamstats -n "__fish_streamstats_needs_command" -s f -l field -d 'Count these fields, joined by a blank: 1 or 1,4 or 2-4 or 3- or -1' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s d -l delimiter -d 'Separate fields at every C (one character, \\t for a tab) instead of at blanks' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s k -l by -d 'Count this column; several are counted together, as a tuple' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l weight -d 'Count a line as many times as this column says: bytes, or the counts of uniq -c' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s g -l grep -d 'Count only lines that match REGEX; with several -g, lines that match one of them' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s x -l exclude -d 'Leave out lines that match REGEX; may be given several times' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s w -l where -d 'Count only lines whose column meets a condition; all of several must hold' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s m -l measure -d 'Measure the numbers of this column on each value: mean, percentiles, a histogram over all' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l compare -d 'Tell how columns go together: correlation of numbers, association of texts' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l bins -d 'At most so many bars in the histogram' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l bin-width -d 'The width of a bar of the histogram' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l range -d 'Draw only numbers from LO to HI; what lies outside is counted as below and above' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l scale -d 'How the bars of the histogram grow' -r -f -a "auto\t'As the numbers have it'
linear\t'By equal widths'
log\t'By equal factors'"
complete -c streamstats -n "__fish_streamstats_needs_command" -l percentiles -d 'The percentiles told, from 0 to 100 [default: 50,90,99]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l precision -d 'Significant digits of percentiles, 1 to 5 [default: 3]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s s -l start -d 'Count only lines from TIME on: as the log writes it, 2026-03-05, 14:02, -1h, \'2h ago\', yesterday' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s e -l end -d 'Count only lines before TIME, written as for --start; implies -t' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s b -l bucket -d 'Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l window -d 'Most events of each value in any window of this length, sliding by one bucket; implies -t' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l time-format -d 'How times are written, in the notation of strftime: \'%d/%b/%Y:%H:%M:%S %z\'' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l tz -d 'The zone of times that say none, and of the times printed [default: UTC]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l year -d 'The year of times that say none [default: the latest that fits the file\'s date, or now]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l outlier-rule -d 'How outliers are told: stdev, mad or iqr, with a factor K after a colon' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l outlier-on -d 'The column that is judged' -r -f -a "count\t''
share\t''
mean_rate\t''
peak\t''
active\t''
rate_p50\t''
rate_p99\t''
m_count\t''
m_sum\t''
m_mean\t''
m_min\t''
m_max\t''
m_p50\t''
m_p90\t''
m_p99\t''"
complete -c streamstats -n "__fish_streamstats_needs_command" -s n -l top -d 'Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l sort -d 'Sort by this column of values; value, first and last ascend, the others descend' -r -f -a "value\t''
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
rate_p99\t''
m_count\t''
m_sum\t''
m_mean\t''
m_min\t''
m_max\t''
m_p50\t''
m_p90\t''
m_p99\t''"
complete -c streamstats -n "__fish_streamstats_needs_command" -s O -l output -d 'What to print' -r -f -a "text\t'bars and figures for eyes'
json\t'one document with every section'
csv\t'one section, quoted per RFC 4180'
tsv\t'one section, tabs between cells, \\t \\n \\r \\\\ for those bytes'
markdown\t'a table a section'"
complete -c streamstats -n "__fish_streamstats_needs_command" -l section -d 'Print only this section of the report; csv and tsv print one anyway, values by default' -r -f -a "input\t'every line accounted for, and what was assumed'
sources\t'the files read'
unmatched\t'the first rejected lines of each reason'
summary\t'the figures over all values'
values\t'a row a value'
time\t'with -t: from when to when, how fast, when fastest, the longest gap'
timeline\t'with -t: the events of every bucket of the range'
frequencies\t'with -t: how often values occur in a bucket'
distribution\t'with -N or -m: the figures over all numbers'
histogram\t'with -N or -m: how many numbers lie where'
numeric_outliers\t'with -N: the numbers beyond the fences'
columns\t'with --compare: the figures of each column'
correlations\t'with --compare: how each two numbers go together'
contingency\t'with --compare: how often two texts come together'
association\t'with --compare: how strongly two texts go together'"
complete -c streamstats -n "__fish_streamstats_needs_command" -l color -d 'Colour the text' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set; anywhere if `CLICOLOR_FORCE` is'
always\t'Always'
never\t'Never'"
complete -c streamstats -n "__fish_streamstats_needs_command" -l width -d 'Columns of the text [default: those of the terminal, else 80]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -s j -l threads -d 'Threads that count [default: one a core]' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l max-values -d 'Refuse to keep more distinct values than this' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l max-memory -d 'Refuse to take more memory than this for values: bytes, or with kB, MB, GB, KiB, MiB, GiB' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l max-line -d 'Cut longer lines' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l block-size -d 'Bytes of a block' -r
complete -c streamstats -n "__fish_streamstats_needs_command" -l generate -d 'Print the man page or a shell\'s completions' -r -f -a "man\t'The man page'
bash\t'Completions for bash'
zsh\t'Completions for zsh'
fish\t'Completions for fish'
powershell\t'Completions for `PowerShell`'"
complete -c streamstats -n "__fish_streamstats_needs_command" -s N -l numeric -d 'Measure the value itself as a number: a distribution instead of counts'
complete -c streamstats -n "__fish_streamstats_needs_command" -s t -l time -d 'Read the time of each line: rates by value, the timeline, how often values occur in a second'
complete -c streamstats -n "__fish_streamstats_needs_command" -l no-seek -d 'Read files whole, also where -s and -e could jump over parts of them'
complete -c streamstats -n "__fish_streamstats_needs_command" -s o -l outliers -d 'Show only the outliers; the figures are still those of all values'
complete -c streamstats -n "__fish_streamstats_needs_command" -s r -l reverse -d 'Turn the order round'
complete -c streamstats -n "__fish_streamstats_needs_command" -l ascii -d 'Print text in ASCII only: | for bars, other characters as escapes'
complete -c streamstats -n "__fish_streamstats_needs_command" -s q -l quiet -d 'No notes and no progress on standard error; errors and the report stay'
complete -c streamstats -n "__fish_streamstats_needs_command" -l strict -d 'Make any unmatched or untimed line an error'
complete -c streamstats -n "__fish_streamstats_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c streamstats -n "__fish_streamstats_needs_command" -s V -l version -d 'Print version'
complete -c streamstats -n "__fish_streamstats_needs_command" -a "preset" -d 'List, show, save, remove and check the formats known by name'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and not __fish_seen_subcommand_from list show save remove check" -s h -l help -d 'Print help'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and not __fish_seen_subcommand_from list show save remove check" -f -a "list" -d 'List the presets, built-in and saved, or those that a word is found in'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and not __fish_seen_subcommand_from list show save remove check" -f -a "show" -d 'Show a preset: its columns, how lines are taken apart, a sample'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and not __fish_seen_subcommand_from list show save remove check" -f -a "save" -d 'Save options under a name, in ~/.streamstats'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and not __fish_seen_subcommand_from list show save remove check" -f -a "remove" -d 'Remove a saved preset'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and not __fish_seen_subcommand_from list show save remove check" -f -a "check" -d 'Tell how many lines of a file a preset matches, which not and why, and the first columns'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and __fish_seen_subcommand_from save" -l description -d 'What the preset is for' -r
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and __fish_seen_subcommand_from save" -s h -l help -d 'Print help'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c streamstats -n "__fish_streamstats_using_subcommand preset; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
