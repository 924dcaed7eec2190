module crossgrant.test/todays-sharing

go 1.21

require (
	github.com/alibabacloud-go/darabonba-openapi/v2 v2.1.13
	github.com/alibabacloud-go/expressconnectrouter-20230901/v4 v4.1.3
	github.com/alibabacloud-go/resourcesharing-20200110/v2 v2.2.2
	github.com/alibabacloud-go/tea v1.3.13
	github.com/aliyun/alibaba-cloud-sdk-go v1.63.107
)
