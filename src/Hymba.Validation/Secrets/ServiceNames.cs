using System.Buffers;

namespace Hymba.Validation.Secrets;

/// <summary>Names of services that issue keys, as parts of the names of variables and settings.</summary>
internal static class ServiceNames
{
    private static readonly string[] All = (
        "abuseipdb abyssale accuweather adafruit adobe adzuna aeroworkflow airbrake airship airtable airvisual aiven alchemy alconost alegra " +
        "aletheia algolia alibaba alienvault allsports amadeus ambee amplitude anthropic anypoint api2cart apideck apiflash apifonica apify " +
        "apilayer apimatic apimetrics apitemplate appcues appfollow appointedd appsynergy apptivo artifactory artsy asana assemblyai atera " +
        "atlassian auth0 authress autoklose avaza aviationstack axonaut aylien ayrshare bannerbear baremetrics beamer beebole besnappy besttime " +
        "betterstack billomat bitbar bitbucket bitfinex bitly bitmex bittrex blazemeter blocknative bombbomb boostnote borgbase braintree " +
        "braintrust brandfetch browserstack browshot bscscan budibase bugherd bugsnag buildkite bulbul bulksms buttercms caflou calendarific " +
        "calendly campayn capsulecrm caspio censys chartmogul chatfule checkvist circleci cisco clarifai clearbit clickhelp clicksend clickup " +
        "clinchpad clockify cloudant cloudconvert cloudelements cloudflare cloudimage cloudinary cloudmersive cloudplan cloudsmith cloverly codacy " +
        "codeclimate codecov codemagic codequiry cohere coinapi coinbase coinlayer coinmarketcap commercejs confluence confluent contentful " +
        "convertkit couchbase countrylayer coveralls craftmypdf crowdin cryptocompare currencycloud currencyfreaks currencylayer currentsapi " +
        "customerio dareboost databricks datadog deepai deepgram deepseek demio detectify detectlanguage diffbot diggernaut digitalocean discord " +
        "dockerhub docparser documo docusign doppler dotdigital droneci dropbox dwolla dynalist dynatrace dyspatch easyinsight edamam elasticemail " +
        "elevenlabs endorlabs etherscan ethplorer etsy eventbrite everhour exchangerate facebook faceplusplus fastforex fastly fetchrss fibery " +
        "figma finage financialmodelingprep finicity finnhub fixerio flatio fleetbase flexport flickr flightapi flightlabs flightstats flutterwave " +
        "flyio formbucket formcraft foursquare freshbooks freshdesk fullstory gcp geckoboard gemini gengo geoapify geocodify getgeoapi getresponse " +
        "gitter glassnode gocanvas gocardless godaddy goodday googlemaps grafana graphcms graphhopper groovehq groq gtmetrix gumroad " +
        "gyazo happyscribe hashicorp hasura hellosign helpcrunch helpscout hereapi heroku holidayapi honeycomb html2pdf hubspot huggingface " +
        "hypertrack ibm iconfinder iexcloud imagekit infracost infura insightly instagram instamojo intercom intrinio invoiceocean ip2location " +
        "ipapi ipgeolocation ipify ipinfo ipquality ipstack jfrog jira jotform jumpcloud jupiterone kanbantool keenio kickbox klaviyo klipfolio " +
        "knapsack kraken kucoin langfuse langsmith languagelayer larksuite launchdarkly leadfeeder lemlist lemonsqueezy lendflow linear " +
        "linemessaging linkedin linknotify linkpreview liveagent livestorm loadmill lob locationiq loggly loginradius logzio lokalise looker " +
        "loyverse magicbell mailboxlayer mailchimp mailerlite mailersend mailgun mailjet mailmodo mailsac mandrill mapbox mapquest marketstack " +
        "mattermost mavenlink maxmind mediastack meistertask meraki mesibo messagebird metabase metrilo mindmeister mistral mixmax mixpanel " +
        "mockaroo monkeylearn moonclerk moosend moralis netlify neutrinoapi new-relic new_relic newrelic newsapi newscatcher nexmo nightfall " +
        "numverify nutritionix nylas nytimes oanda octopus okta omnisend onedesk onelogin onepagecrm onesignal onfleet openai opencage openrouter " +
        "openuv openweather openweathermap opsgenie owlbot packagecloud pagarme pagerduty pandadoc pandascore paperform parsehub pastebin paymongo " +
        "paypal paystack pdflayer pdfshift peopledatalabs pepipost perplexity photoroom pinecone pipedream pipedrive pivotaltracker pixabay plaid " +
        "planetscale planviewleankit plivo podio poloniex positionstack posthog postman postmark powrbot privateai prodpad proxycrawl pubnub " +
        "purestake pushbullet qualaroo qubole rapidapi razorpay rebrandly replicate ringcentral ritekit robinhood rocketreach rootly route4me rownd " +
        "runrunit salesblink salesflare salesforce salesmate saucelabs scaleway scalr scrapeowl scraperapi scrapestack scrapfly scrapingant " +
        "scrapingbee screenshotapi screenshotlayer securitytrails sendbird sendgrid sendinblue sentry serpapi serphouse serpstack sheety shippo " +
        "shodan shopify shotstack shutterstock sidekiq signalwire signaturit simplynoted sinch sirv siteleaf skybiometry slack smartsheet " +
        "smartystreets smooch snipcart snowflake snyk softlayer solarwinds sonar sonarcloud sourcegraph sparkpost spectralops splunk spoonacular " +
        "spotify square squarespace sslmate statuscake stitchdata stormglass storyblok strava stripe stytch sumo sumologic supabase surveymonkey " +
        "surveysparrow swiftype tableau tailscale tatum taxjar teamgate telegr telegram telnyx testingbot textmagic thousandeyes ticketmaster " +
        "tickettailor tiingo timezoneapi tinybird todoist toggl tokeet tomtom tradier travelpayouts travis trello twelvedata twilio twitch twitter " +
        "typeform typetalk ubidots unifyid unsplash uplead uploadcare uptimerobot upwave urlscan userflow vatlayer vercel verimail virustotal " +
        "visualcrossing voiceflow vonage voodoosms vultr walkscore wandb weatherapi weatherbit weatherstack webex webflow webscraper websitepulse " +
        "wepay whoxy wistia workos wrike yandex youtube zapier zendesk zenrows zenscrape zenserp zeplin zerobounce zerotier zipbooks zipcodeapi " +
        "zipcodebase zoho zulip").Split(' ');

    private static readonly SearchValues<string> Any = SearchValues.Create(All, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one is a part of its own: at an underscore, a hyphen, a dot, or a change of case.</summary>
    public static bool AreIn(ReadOnlySpan<char> name)
    {
        if (!name.ContainsAny(Any))
        {
            return false;
        }

        foreach (string service in All)
        {
            int at = name.IndexOf(service, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            int end = at + service.Length;
            bool begins = at == 0 || !char.IsAsciiLetter(name[at - 1])
                || (char.IsAsciiLetterUpper(name[at]) && char.IsAsciiLetterLower(name[at - 1]));
            bool ends = end == name.Length || !char.IsAsciiLetterLower(name[end]);
            if (begins && ends)
            {
                return true;
            }
        }

        return false;
    }
}
