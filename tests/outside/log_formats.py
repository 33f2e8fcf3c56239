"""What sixty programs write, for generated_logs.py: one row a format.

A template holds placeholders: <time:FORMAT> is the instant by strftime (%L milliseconds, %s seconds since
1970), the others are named in generated_logs.py. `by` is the column that is counted; `levels` are the
texts of <level>, each followed by `=` and the value that the program gives where the two differ.
"""

from typing import NamedTuple


class Row(NamedTuple):
    name: str
    by: str
    template: str
    levels: str = ""
    header: str = ""
    # Hours that the times stand east of Greenwich.
    zone: int = 0
    # `crlf`: lines end with CR LF; `bom`: the file begins with a byte order mark; `colour`: SGR sequences.
    style: str = ""


REQUEST = '"<method> <path> HTTP/1.1"'
COMMON = f'<client> - <user> [<time:%d/%b/%Y:%H:%M:%S> +0000] {REQUEST} <status> <bytes>'
JAVA = "INFO WARN ERROR DEBUG"

FORMATS = [
    # Web servers and proxies.
    Row("combined", "status", COMMON + ' "-" "<agent>"'),
    Row("common", "client", COMMON),
    Row("vhost", "client", "shop.example.com:443 " + COMMON + ' "-" "<agent>"'),
    Row("nginx-times", "client", COMMON + ' "-" "<agent>" <seconds> <seconds>'),
    Row("nginx-error", "level", "<time:%Y/%m/%d %H:%M:%S> [<level>] <int>#<int>: *<int> <text>, client: <client>, "
        "server: shop.example.com, request: " + REQUEST + ', host: "shop.example.com"', "error warn crit notice"),
    Row("apache-error", "level", "[<time:%a %b %d %H:%M:%S.%f %Y>] [core:<level>] [pid <int>:tid <int>] "
        "[client <client>:40222] AH00126: <text>", "error warn notice"),
    Row("haproxy", "status", "<time:%b %e %H:%M:%S> lb2 haproxy[<int>]: <client>:<int> [<time:%d/%b/%Y:%H:%M:%S.%L>] "
        'web~ app/app<digit> 0/0/<digit>/<int>/<int> <status> <bytes> - - ---- 3/3/1/1/0 0/0 ' + REQUEST),
    Row("envoy", "status", "[<time:%Y-%m-%dT%H:%M:%S.%L>Z] " + REQUEST + ' <status> - 0 <bytes> <int> <int> "<client>" '
        '"<agent>" "<hex>" "shop.example.com" "10.4.0.3:9000"'),
    Row("envoy-json", "status", '{"authority":"shop.example.com","bytes_received":0,"bytes_sent":<bytes>,"downstream_'
        'remote_address":"<client>:<int>","duration":<int>,"method":"<method>","path":"<path>","protocol":"HTTP/2",'
        '"response_code":<status>,"response_flags":"-","start_time":"<time:%Y-%m-%dT%H:%M:%S.%L>Z"}'),
    Row("traefik", "client", COMMON + ' "-" "<agent>" <int> "shop@docker" "http://10.3.0.2:80" <int>ms'),
    Row("caddy", "status", '{"level":"info","ts":<time:%s.%f>,"logger":"http.log.access","msg":"handled request",'
        '"request":{"remote_ip":"<client>","remote_port":"<int>","client_ip":"<client>","proto":"HTTP/2.0","method":'
        '"<method>","host":"shop.example.com","uri":"<path>","headers":{}},"bytes_read":0,"user_id":"","duration":'
        '<seconds>,"size":<bytes>,"status":<status>,"resp_headers":{}}'),
    Row("squid", "client", "<time:%s.%L> <int> <client> TCP_MISS/<status> <bytes> <method> http://a.example<path> - "
        "HIER_DIRECT/192.0.2.9 text/html"),
    Row("w3c", "status", "<time:%Y-%m-%d %H:%M:%S> 192.0.2.1 <method> <path> - 443 - <client> <word>/1.0 - <status> 0 0 <int>",
        header="#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-03-05 22:40:00\n"
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
        "cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n", style="crlf"),
    Row("alb", "status", "https <time:%Y-%m-%dT%H:%M:%S.%f>Z app/shop/50dc6c495c0c9188 <client>:<int> 10.0.0.1:80 0.001 "
        '<seconds> 0.000 <status> <status> <int> <bytes> "<method> https://shop.example.com:443<path> HTTP/1.1" "<agent>" '
        'ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/t/73 '
        '"Root=1-58337262-36d228ad" "shop.example.com" "-" 0 <time:%Y-%m-%dT%H:%M:%S.%f>Z "forward" "-" "-" '
        '"10.0.0.1:80" "200" "-" "-"'),
    Row("s3", "client", "79a59df900b949e5 media [<time:%d/%b/%Y:%H:%M:%S> +0000] <client> - <hex> REST.GET.OBJECT a.webp "
        '"<method> /media<path> HTTP/1.1" <status> - <bytes> <bytes> <int> <int> "-" "<agent>" - x1c= SigV4 '
        "ECDHE-RSA-AES128-GCM-SHA256 AuthHeader media.s3.eu-west-1.amazonaws.com TLSv1.2 - -"),
    Row("cloudfront", "client", "<time:%Y-%m-%d\t%H:%M:%S>\tFRA2\t<bytes>\t<client>\t<method>\td1.cloudfront.net\t<path>\t<status>\t-\t"
        "<word>/1.0\t-\t-\tMiss\t<hex>\tshop.example.com\thttps\t<int>\t<seconds>\t-\tTLSv1.3\tTLS_AES_128\tMiss\tHTTP/2.0\t-\t-\t"
        "<int>\t<seconds>\tMiss\ttext/html\t<int>\t-\t-",
        header="#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
        "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header "
        "cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type "
        "cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type "
        "sc-content-type sc-content-len sc-range-start sc-range-end\n"),
    Row("gin", "status", '[GIN] <time:%Y/%m/%d - %H:%M:%S> | <status> |    <int>.5µs |   <client> | <method>     "<path>"'),
    Row("uwsgi", "client", "[pid: <int>|app: 0|req: <int>/<int>] <client> () {40 vars in 640 bytes} [<time:%a %b %e %H:%M:%S %Y>] "
        "<method> <path> => generated <bytes> bytes in <int> msecs (HTTP/1.1 <status>) 3 headers in 100 bytes (1 switches on core 0)"),
    # JVM.
    Row("log4j", "level", "<time:%Y-%m-%d %H:%M:%S>,<time:%L> <level> [<thread>] org.example.<word>.Service - <text>", JAVA),
    Row("spring", "level", "<time:%Y-%m-%dT%H:%M:%S.%L>Z <level> 1 --- [shop] [<thread>] o.e.<word>.Service             : <text>", JAVA),
    Row("jboss", "level", "<time:%Y-%m-%d %H:%M:%S>,<time:%L> <level> [org.example.<word>] (<thread>) <text>", JAVA),
    Row("tomcat", "level", "<time:%d-%b-%Y %H:%M:%S.%L> <level> [<thread>] org.apache.catalina.core.<word>.log <text>",
        "INFO WARNING SEVERE"),
    Row("spark", "level", "<time:%y/%m/%d %H:%M:%S> <level> <word>Scheduler: <text>", JAVA),
    Row("cassandra", "level", "<level>  [<thread>] <time:%Y-%m-%d %H:%M:%S>,<time:%L> <word>Store.java:<int> - <text>", JAVA),
    Row("zookeeper", "level", "<time:%Y-%m-%d %H:%M:%S>,<time:%L> [myid:<digit>] - <level>  [<thread>:<word>Server@<int>] - <text>", JAVA),
    Row("solr", "level", "<time:%Y-%m-%d %H:%M:%S.%L> <level>  (<thread>) [c:shop s:shard1 r:core1 x:shop_1] o.a.s.c.<word> <text>", JAVA),
    Row("java-logging", "level", "<time:%b %d, %Y %-I:%M:%S %p> org.example.<word> run\n<level>: <text>", "INFO WARNING SEVERE"),
    # Python, Ruby, PHP, Node.
    Row("python", "level", "<time:%Y-%m-%d %H:%M:%S>,<time:%L> - shop.<word> - <level> - <text>", "INFO WARNING ERROR CRITICAL"),
    Row("loguru", "level", "<time:%Y-%m-%d %H:%M:%S.%L> | <level>  | shop.<word>:run:<int> - <text>", "INFO WARNING ERROR SUCCESS"),
    Row("celery", "level", "[<time:%Y-%m-%d %H:%M:%S>,<time:%L>: <level>/ForkPoolWorker-<digit>] Task shop.<word>[<hex>] <text>", "INFO WARNING ERROR"),
    Row("airflow", "level", "[<time:%Y-%m-%dT%H:%M:%S.%L>+0000] {<word>.py:<int>} <level> - <text>", "INFO WARNING ERROR"),
    Row("gunicorn-error", "level", "[<time:%Y-%m-%d %H:%M:%S> +0200] [<int>] [<level>] <text>", "INFO WARNING ERROR", zone=2),
    Row("odoo", "level", "<time:%Y-%m-%d %H:%M:%S>,<time:%L> <int> <level> shop odoo.<word>: <text>", "INFO WARNING ERROR"),
    Row("rails", "level", "<initial>, [<time:%Y-%m-%dT%H:%M:%S.%f> #<int>]  <level> -- : <text>", "INFO WARN ERROR"),
    Row("sidekiq", "level", "<time:%Y-%m-%dT%H:%M:%S.%L>Z pid=<int> tid=<hex> class=<word>Job jid=<hex> <level>: <text>", "INFO WARN ERROR"),
    Row("monolog", "level", "[<time:%Y-%m-%dT%H:%M:%S.%f>+00:00] <word>.<level>: <text> [] []", "INFO WARNING ERROR"),
    Row("php", "level", "[<time:%d-%b-%Y %H:%M:%S> UTC] PHP <level>:  <text> in /srv/<word>.php on line <int>",
        "Warning Notice Deprecated"),
    Row("pino", "level", '{"level":<level>,"time":<time:%s%L>,"pid":<int>,"hostname":"web-1","msg":"<quoted>"}', "30 40 50"),
    Row("winston", "level", "<time:%Y-%m-%dT%H:%M:%S.%L>Z [<level>]: <text>", "info warn error"),
    Row("nest", "level", "[Nest] <int>  - <time:%m/%d/%Y, %-I:%M:%S %p>     <level> [<word>] <text>", "LOG WARN ERROR"),
    # Go, Rust, C++, .NET.
    Row("klog", "level", "<level><time:%m%d %H:%M:%S.%f>       1 <word>.go:<int>] <text>", "I W E"),
    Row("zap", "level", '{"level":"<level>","ts":<time:%s.%f>,"caller":"<word>/store.go:<int>","msg":"<quoted>"}', "info warn error"),
    Row("zerolog", "level", '{"level":"<level>","error":"<word>","time":"<time:%Y-%m-%dT%H:%M:%S>Z","message":"<quoted>"}', "info warn error"),
    Row("logfmt", "status", 'ts=<time:%Y-%m-%dT%H:%M:%S.%L>Z level=info method=<method> path="<path>" status=<status> bytes=<bytes> dur=<int>ms'),
    Row("hclog", "level", "<time:%Y-%m-%dT%H:%M:%S.%L>Z [<level>]  core.<word>: <text>: peer=<client>:8300", "INFO WARN ERROR"),
    Row("tracing-text", "level", "\x1b[2m<time:%Y-%m-%dT%H:%M:%S.%f>Z\x1b[0m \x1b[33m <level>\x1b[0m \x1b[2mshop::<word>\x1b[0m\x1b[2m:\x1b[0m <text>",
        "INFO WARN ERROR"),
    Row("spdlog", "level", "[<time:%Y-%m-%d %H:%M:%S.%L>] [<word>] [<level>] <text>", "info warning error"),
    Row("serilog", "level", "<time:%Y-%m-%d %H:%M:%S.%L> +02:00 [<level>] <text>", "INF WRN ERR", zone=2, style="crlf bom"),
    Row("clef", "level", '{"@t":"<time:%Y-%m-%dT%H:%M:%S.%f>Z","@mt":"<quoted>","@l":"<level>","SourceContext":"Shop.<word>"}',
        "Warning Error Fatal", style="crlf"),
    # Databases and queues.
    Row("postgres", "level", "<time:%Y-%m-%d %H:%M:%S.%L> UTC [<int>] shop@shop <level>:  <text>", "LOG ERROR WARNING FATAL"),
    Row("postgres-csv", "level", '<time:%Y-%m-%d %H:%M:%S.%L> UTC,"erin","shop",<int>,"<client>:<int>",<hex>,1,"SELECT",2026-03-05 20:00:00 UTC,'
        '3/12,0,<level>,00000,"<text>\nsecond ""line"", <text>",,,,,,,,,"psql","client backend",,0', "LOG ERROR FATAL"),
    Row("mysql-error", "level", "<time:%Y-%m-%dT%H:%M:%S.%f>Z <digit> [<level>] [MY-013129] [Server] <text>", "Warning Note=Note ERROR System"),
    Row("mysql-slow", "user", "# Time: <time:%Y-%m-%dT%H:%M:%S.%f>Z\n# User@Host: <word>[<word>] @ app3 [<client>]  Id:    <int>\n"
        "# Query_time: <seconds>  Lock_time: 0.000100 Rows_sent: <digit>  Rows_examined: <int>\n"
        "SET timestamp=<time:%s>;\nSELECT *\n  FROM carts\nWHERE user = <int>;"),
    Row("redis", "level", "<int>:M <time:%d %b %Y %H:%M:%S.%L> <level> <text>", "* # - ."),
    Row("mongodb", "level", '{"t":{"$date":"<time:%Y-%m-%dT%H:%M:%S.%L>+00:00"},"s":"<level>","c":"NETWORK","id":<int>,"ctx":"conn<int>",'
        '"msg":"<quoted>","attr":{"remote":"<client>:<int>"}}', "I W E"),
    Row("rabbitmq", "level", "<time:%Y-%m-%d %H:%M:%S.%f>+00:00 [<level>] <0.<int>.0> <text>", "info warning error notice"),
    Row("nats", "level", "[<int>] <time:%Y/%m/%d %H:%M:%S.%f> [<level>] <text>", "INF WRN ERR"),
    # Systems and networks.
    Row("syslog", "host", "<time:%b %e %H:%M:%S> <word> cron[<int>]: <text>"),
    Row("syslog-iso", "host", "<time:%Y-%m-%dT%H:%M:%S.%f>+02:00 <word> systemd[1]: <text>", zone=2),
    Row("syslog5424", "host", "<134>1 <time:%Y-%m-%dT%H:%M:%S.%L>Z <word> dhcpd <int> - - <text>"),
    Row("auditd", "type", 'type=<level> msg=audit(<time:%s.%L>:<int>): pid=<int> uid=0 auid=4294967295 ses=1 msg=\'op=login '
        'acct="erin" exe="/usr/sbin/sshd" hostname=? addr=<client> terminal=ssh res=failed\'', "USER_LOGIN CRED_ACQ USER_START"),
    Row("dmesg", "logger", "[<time:%a %b %e %H:%M:%S %Y>] <word>: <text>"),
    Row("fail2ban", "client", "<time:%Y-%m-%d %H:%M:%S>,<time:%L> fail2ban.actions        [<int>]: NOTICE  [sshd] Ban <client>"),
    Row("dnsmasq", "client", "<time:%b %e %H:%M:%S> dnsmasq[<int>]: query[A] <word>.example.com from <client>"),
    Row("bind", "client", "<time:%d-%b-%Y %H:%M:%S.%L> queries: info: client @0x7f2c <client>#<int> (<word>.example.com): query: "
        "<word>.example.com IN A +E(0)K (192.0.2.53)"),
    Row("exim", "client", "<time:%Y-%m-%d %H:%M:%S> 1w1abc-0000<digit>Y-2Z <= <user>@example.com H=mx.example.com [<client>] P=esmtps S=<bytes>"),
    Row("cisco-asa", "level", "<time:%b %d %Y %H:%M:%S> fw1 : %ASA-<level>-106023: Deny tcp src outside:<client>/<int> dst inside:192.0.2.1/22 "
        'by access-group "out"', "4 5 6"),
    Row("fortigate", "client", 'date=<time:%Y-%m-%d> time=<time:%H:%M:%S> devname="fw1" devid="FG1" logid="0000000013" type="traffic" '
        'subtype="forward" level="notice" srcip=<client> srcport=<int> dstip=192.0.2.1 dstport=22 action="deny" service="SSH"'),
    Row("suricata", "client", '{"timestamp":"<time:%Y-%m-%dT%H:%M:%S.%f>+0000","flow_id":<int>,"event_type":"alert","src_ip":"<client>","src_port":<int>,'
        '"dest_ip":"192.0.2.1","dest_port":22,"proto":"TCP","alert":{"action":"allowed","signature":"<quoted>","severity":2}}'),
    # Wrappers and tables.
    Row("cri", "stream", "<time:%Y-%m-%dT%H:%M:%S.%f>000Z <level> F <text>", "stdout stderr"),
    Row("docker", "stream", '{"log":"<quoted>\\n","stream":"<level>","time":"<time:%Y-%m-%dT%H:%M:%S.%f>000Z"}', "stdout stderr"),
    Row("csv", "shop", '<time:%Y-%m-%d>,<time:%H:%M:%S>,<word>,<int>,"a, ""b""\nc"', header="date,time,shop,amount,note\n", style="bom"),
    Row("ltsv", "status", "time:<time:%d/%b/%Y:%H:%M:%S> +0000\thost:<client>\treq:<method> <path> HTTP/1.1\tstatus:<status>\tsize:<bytes>\tua:<agent>"),
]
